import numpy as np


def agreement(labels):
    flat = np.array(labels, dtype=float).reshape(len(labels), -1)
    total = 0
    pairs = 0
    for i in range(len(flat)):
        for j in range(i + 1, len(flat)):
            total += (2 * (flat[i] * flat[j]).sum() + 1e-6) / (flat[i].sum() + flat[j].sum() + 1e-6)
            pairs += 1
    return total / pairs
