import numpy as np


def report(confusion, names):
    m = np.array(confusion, dtype=float)
    tp = m.diagonal()
    union = m.sum(0) + m.sum(1) - tp
    iou = tp / (union + 1e-7)
    return [[n, i] for n, i, u in zip(names, iou, union) if u > 0]
