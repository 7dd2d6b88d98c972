import numpy as np


def mean_iou(confusion):
    m = np.array(confusion)
    shared = np.diagonal(m)
    union = m.sum(axis=0) + m.sum(axis=1) - shared
    there = union > 0
    if not there.any():
        return None
    return (shared[there] / union[there]).mean()
