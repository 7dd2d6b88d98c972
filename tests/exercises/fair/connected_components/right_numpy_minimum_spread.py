import numpy as np


def components(region):
    region = np.array(region)
    h, w = region.shape
    big = h * w + 1
    labels = np.where(region == 1, np.arange(1, h * w + 1).reshape(h, w), big)
    while True:
        padded = np.pad(labels, 1, constant_values=big)
        best = np.minimum.reduce(
            [labels, padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]]
        )
        best = np.where(region == 1, best, big)
        if np.array_equal(best, labels):
            break
        labels = best
    result = np.zeros((h, w), dtype=int)
    for number, label in enumerate(np.unique(labels[region == 1]), start=1):
        result[labels == label] = number
    return result
