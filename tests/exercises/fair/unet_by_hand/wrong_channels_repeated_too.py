import numpy as np


def decoder_input(skip, up):
    up = np.array(up)
    for axis in range(3):
        up = up.repeat(2, axis)
    return np.concatenate((np.array(skip), up))
