import numpy as np


def weights_from_counts(counts):
    a = np.asarray(counts, dtype=float)
    weights = np.zeros_like(a)
    there = a > 0
    weights[there] = a.sum() / there.sum() / a[there]
    return list(weights)
