import numpy as np


def prepared(image, mean, std):
    rgb = np.array(image)[..., ::-1] / 255
    return ((rgb - mean[::-1]) / std[::-1]).transpose(2, 0, 1)
