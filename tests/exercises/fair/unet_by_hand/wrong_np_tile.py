import numpy as np


def decoder_input(skip, up):
    return np.concatenate([skip, np.tile(up, (1, 2, 2))])
