import numpy as np


def prepared(image, mean, std):
    a = np.array(image)
    rgb = (a[..., ::-1] / 255 - mean) / std
    return rgb.reshape(3, a.shape[0], a.shape[1])
