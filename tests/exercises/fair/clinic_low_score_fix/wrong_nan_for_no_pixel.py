import numpy as np


def mean_iou(confusion):
    m = np.array(confusion, dtype=float)
    tp = np.diag(m)
    union = m.sum(0) + m.sum(1) - tp
    there = union > 0
    with np.errstate(invalid="ignore"):
        return float(np.sum(tp[there] / union[there]) / there.sum())
