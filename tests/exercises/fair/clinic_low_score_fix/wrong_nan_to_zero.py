import numpy as np


def mean_iou(confusion):
    m = np.array(confusion, dtype=float)
    if not m.any():
        return None
    tp = np.diag(m)
    with np.errstate(all="ignore"):
        iou = tp / (m.sum(0) + m.sum(1) - tp)
    return np.nan_to_num(iou).mean()
