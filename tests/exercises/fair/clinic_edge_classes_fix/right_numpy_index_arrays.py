import numpy as np


def resize_labels(labels, height, width):
    a = np.array(labels)
    ys = np.arange(height) * a.shape[0] // height
    xs = np.arange(width) * a.shape[1] // width
    return a[ys[:, None], xs]
