import numpy as np


def mean_iou(confusion):
    m = np.array(confusion, dtype=float)
    tp = np.diag(m)
    union = m.sum(0) + m.sum(1) - tp
    there = union > 0
    if not there.any():
        return None
    return np.mean((tp[there] + 1e-6) / (union[there] + 1e-6))
