import numpy as np


def weights_from_counts(counts):
    counts = np.array(counts, dtype=float)
    weights = np.divide(1, counts, out=np.zeros_like(counts), where=counts > 0)
    return weights / weights.mean()
