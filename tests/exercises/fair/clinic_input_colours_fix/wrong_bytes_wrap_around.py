import numpy as np


def prepared(image, mean, std):
    bgr = np.array(image, dtype=np.uint8)
    shifted = bgr - (np.array(mean[::-1]) * 255).astype(np.uint8)
    z = shifted / (np.array(std[::-1]) * 255)
    return z[..., ::-1].transpose(2, 0, 1)
