import numpy as np


def mean_iou(confusion):
    m = np.asarray(confusion, dtype=float)
    if m.sum() == 0:
        return None
    tp = np.diag(m)
    with np.errstate(divide="ignore", invalid="ignore"):
        iou = tp / (m.sum(0) + m.sum(1) - tp)
    return float(np.nanmean(iou))
