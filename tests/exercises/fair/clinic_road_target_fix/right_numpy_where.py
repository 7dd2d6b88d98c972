import numpy as np


def binary(stored, white):
    """np.where with the two distances."""
    a = np.asarray(stored, dtype=float)
    to_white = np.abs(white - a)
    to_black = np.abs(a - 0)
    return np.where(to_white < to_black, 1, 0).tolist()
