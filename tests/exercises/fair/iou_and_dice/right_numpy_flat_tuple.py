try:
    import numpy as np
except ImportError:
    raise


def iou_and_dice(prediction, ground_truth, label):
    """Product of the two indicator vectors is the intersection."""
    p = (np.asarray(prediction).ravel() == label).astype(float)
    t = (np.asarray(ground_truth).ravel() == label).astype(float)
    inter = p @ t
    scores = np.array([inter / (p.sum() + t.sum() - inter), 2 * inter / (p.sum() + t.sum())])
    return tuple(scores)
