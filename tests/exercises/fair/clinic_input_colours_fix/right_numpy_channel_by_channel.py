import numpy as np


def prepared(image, mean, std):
    bgr = np.asarray(image, dtype=np.uint8)
    out = np.zeros((3,) + bgr.shape[:2])
    for c, source in enumerate([2, 1, 0]):
        out[c] = (bgr[:, :, source] / 255.0 - mean[c]) / std[c]
    return out.tolist()
