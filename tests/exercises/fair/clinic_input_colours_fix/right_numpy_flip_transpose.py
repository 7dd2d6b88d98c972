import numpy as np


def prepared(image, mean, std):
    rgb = np.array(image)[..., ::-1] / 255
    return ((rgb - np.array(mean)) / np.array(std)).transpose(2, 0, 1)
