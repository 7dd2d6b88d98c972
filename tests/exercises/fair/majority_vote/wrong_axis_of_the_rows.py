import numpy as np


def majority(masks):
    masks = np.array(masks)
    counts = np.stack([(masks == label).sum(axis=1) for label in range(4)])
    return counts.argmax(axis=0).tolist()
