import numpy as np


def mean_iou(confusion):
    m = np.array(confusion)
    tp = np.diag(m)
    union = m.sum(axis=0) + m.sum(axis=1) - tp
    there = union > 1
    return float((tp[there] / union[there]).mean()) if there.any() else None
