import numpy as np


def report(confusion, names):
    m = np.array(confusion)
    inter = np.diag(m)
    union = m.sum(axis=0) + m.sum(axis=1) - inter
    return [[names[i], inter[i] / union[i]] for i in np.flatnonzero(union)]
