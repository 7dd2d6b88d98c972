try:
    import numpy as np
except ImportError:
    np = None


def pixel_accuracy(prediction, ground_truth):
    if np is None:
        flat = [p - t for a, b in zip(prediction, ground_truth) for p, t in zip(a, b)]
        return flat.count(0) / len(flat)
    difference = np.asarray(prediction) - np.asarray(ground_truth)
    return float(1 - np.count_nonzero(difference) / difference.size)
