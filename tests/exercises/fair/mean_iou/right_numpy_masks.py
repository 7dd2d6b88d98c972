import numpy as np


def mean_iou(prediction, ground_truth, num_classes):
    p = np.array(prediction)
    t = np.array(ground_truth)
    ious = []
    for c in range(num_classes):
        union = np.logical_or(p == c, t == c).sum()
        if union:
            ious.append(np.logical_and(p == c, t == c).sum() / union)
    return np.round(np.mean(ious), 3)
