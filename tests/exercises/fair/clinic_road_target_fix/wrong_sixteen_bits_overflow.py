import numpy as np


def binary(stored, white):
    image = np.array(stored, dtype=np.uint16)
    return ((image + image) > white).astype(int).tolist()
