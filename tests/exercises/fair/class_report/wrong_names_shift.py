import numpy as np


def report(confusion, names):
    m = np.array(confusion)
    tp = np.diag(m)
    union = m.sum(0) + m.sum(1) - tp
    there = union > 0
    ious = tp[there] / union[there]
    return [[name, iou] for name, iou in zip(names, ious)]
