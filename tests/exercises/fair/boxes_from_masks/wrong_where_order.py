import numpy as np


def box(ids, number):
    xs, ys = np.where(np.array(ids) == number)
    if xs.size == 0:
        return None
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
