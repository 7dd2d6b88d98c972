import numpy as np


def weights_from_counts(counts):
    counts = np.array(counts)
    with np.errstate(divide="ignore"):
        return counts.sum() / (np.count_nonzero(counts) * counts)
