import numpy as np


def prepared(image, mean, std):
    a = np.array(image)[:, ::-1] / 255
    return ((a - np.array(mean)) / np.array(std)).transpose(2, 0, 1)
