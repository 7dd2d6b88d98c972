import numpy as np


def components(region):
    region = np.array(region)
    h, w = region.shape
    big = h * w + 1
    labels = np.where(region == 1, np.arange(1, h * w + 1).reshape(h, w), big)
    # no cell is further away than this
    for _ in range(h + w):
        p = np.pad(labels, 1, constant_values=big)
        labels = np.minimum.reduce([labels, p[:-2, 1:-1], p[2:, 1:-1], p[1:-1, :-2], p[1:-1, 2:]])
        labels[region == 0] = big
    result = np.zeros((h, w), dtype=int)
    for number, label in enumerate(np.unique(labels[region == 1]), start=1):
        result[labels == label] = number
    return result.tolist()
