import numpy as np


def prepared(image, mean, std):
    rgb = (np.array(image)[..., ::-1] / 255 - mean) / std
    return rgb.T
