import numpy as np


def decoder_input(skip, up):
    bigger = np.repeat(np.repeat(up, 2, axis=1), 2, axis=2)
    return np.concatenate((skip, bigger), axis=1)
