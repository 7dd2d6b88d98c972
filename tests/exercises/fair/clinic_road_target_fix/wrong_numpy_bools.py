import numpy as np


def binary(stored, white):
    return np.array(stored) > white / 2
