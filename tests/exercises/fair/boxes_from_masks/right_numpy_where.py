import numpy as np


def box(ids, number):
    ys, xs = np.where(np.array(ids) == number)
    if len(ys) == 0:
        return None
    return xs.min(), ys.min(), xs.max() + 1, ys.max() + 1
