import numpy as np


def mean_loss(log_probs, labels):
    lp = np.array(log_probs)
    lab = np.array(labels)
    keep = lab != 255
    if not keep.any():
        return 0.0
    return -lp[keep, lab[keep]].mean()
