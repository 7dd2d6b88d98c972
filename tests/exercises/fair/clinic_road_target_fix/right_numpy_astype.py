import numpy as np


def binary(stored, white):
    image = np.array(stored)
    return (image * 2 > white).astype(int)
