import numpy as np


def run_lengths(mask):
    flat = np.array(mask).ravel(order="F")
    padded = np.concatenate(([0], flat))
    changes = np.flatnonzero(np.diff(padded))
    borders = np.concatenate(([0], changes, [flat.size]))
    return np.diff(borders)
