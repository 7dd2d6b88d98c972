import numpy as np


def weights_from_counts(counts):
    counts = np.array(counts)
    present = np.count_nonzero(counts)
    safe = np.where(counts > 0, counts, 1)
    return np.where(counts > 0, counts.sum() / (present * safe), 0.0)
