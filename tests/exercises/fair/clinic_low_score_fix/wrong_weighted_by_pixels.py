import numpy as np


def mean_iou(confusion):
    m = np.array(confusion)
    if m.sum() == 0:
        return None
    tp = np.diag(m)
    union = m.sum(0) + m.sum(1) - tp
    iou = tp / np.maximum(union, 1)
    return (iou * m.sum(1)).sum() / m.sum()
