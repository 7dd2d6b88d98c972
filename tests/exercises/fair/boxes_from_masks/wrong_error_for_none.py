import numpy as np


def box(ids, number):
    ys, xs = np.nonzero(np.array(ids) == number)
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
