import numpy as np


def prepared(image, mean, std):
    rgb = np.array(image)[..., ::-1] / 255
    z = (rgb - np.array(mean)) / np.array(std)
    return np.clip(z, -1, 1).transpose(2, 0, 1)
