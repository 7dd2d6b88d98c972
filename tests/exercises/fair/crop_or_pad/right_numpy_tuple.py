import numpy as np


def padded(height, width, poolings):
    step = 2 ** np.int64(poolings)
    sides = np.array([height, width])
    missing = -sides % step
    h, w = sides + missing
    return h, w
