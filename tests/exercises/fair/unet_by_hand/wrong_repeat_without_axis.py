import numpy as np


def decoder_input(skip, up):
    skip, up = np.array(skip), np.array(up)
    bigger = np.repeat(up, 4).reshape(len(up), skip.shape[1], skip.shape[2])
    return np.concatenate([skip, bigger])
