import numpy as np


def report(confusion, names):
    matrix = np.asarray(confusion, dtype=float)
    tp = matrix.diagonal()
    fn = matrix.sum(1) - tp
    fp = matrix.sum(0) - tp
    with np.errstate(invalid="ignore", divide="ignore"):
        iou = tp / (tp + fn + fp)
    return [[name, value] for name, value in zip(names, iou.tolist()) if not np.isnan(value)]
