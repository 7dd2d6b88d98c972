import numpy as np


def iou_and_dice(prediction, ground_truth, label):
    p = np.array(prediction) == label
    t = np.array(ground_truth) == label
    iou = (p & t).sum() / (p | t).sum()
    return round(iou, 4), round(2 * iou / (1 + iou), 4)
