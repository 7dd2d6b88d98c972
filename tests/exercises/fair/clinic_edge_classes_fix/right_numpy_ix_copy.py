import numpy as np


def resize_labels(labels, height, width):
    arr = np.asarray(labels)
    rows = [int(i * len(labels) / height) for i in range(height)]
    cols = [int(j * len(labels[0]) / width) for j in range(width)]
    return arr[np.ix_(rows, cols)].tolist()
