import numpy as np


def iou_and_dice(prediction, ground_truth, label):
    p = np.array(prediction)
    t = np.array(ground_truth)
    inter = (p == t).sum()
    sizes = (p == label).sum() + (t == label).sum()
    return inter / (sizes - inter) if sizes != inter else 1.0, 2 * inter / sizes
