import numpy as np


def padded(image, step):
    a = np.array(image)
    h, w = a.shape
    return np.pad(a, ((0, -w % step), (0, -h % step)), mode="edge").tolist()
