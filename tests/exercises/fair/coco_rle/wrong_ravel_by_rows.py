import numpy as np


def run_lengths(mask):
    flat = np.array(mask).ravel()
    changes = np.flatnonzero(np.diff(np.concatenate(([0], flat))))
    return np.diff(np.concatenate(([0], changes, [flat.size]))).tolist()
