import numpy as np


def mean_iou(prediction, ground_truth, num_classes):
    p, t = np.array(prediction), np.array(ground_truth)
    ious = []
    for c in range(num_classes - 1):
        union = ((p == c) | (t == c)).sum()
        if union:
            ious.append(((p == c) & (t == c)).sum() / union)
    return round(float(np.mean(ious)), 3)
