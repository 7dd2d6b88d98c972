import numpy as np


def padded(image, step):
    a = np.array(image)
    down, right = -a.shape[0] % step, -a.shape[1] % step
    sides = ((down // 2, down - down // 2), (right // 2, right - right // 2))
    return np.pad(a, sides, mode="edge")
