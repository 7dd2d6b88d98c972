import numpy as np


def iou_and_dice(prediction, ground_truth, label):
    p = np.array(prediction)
    t = np.array(ground_truth)
    inter = np.logical_and(p, t).sum()
    union = np.logical_or(p, t).sum()
    return inter / union, 2 * inter / (np.count_nonzero(p) + np.count_nonzero(t))
