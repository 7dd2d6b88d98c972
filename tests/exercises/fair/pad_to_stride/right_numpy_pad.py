import numpy as np


def padded(image, step):
    a = np.array(image)
    h, w = a.shape
    return np.pad(a, ((0, -h % step), (0, -w % step)), mode="edge")
