import numpy as np


def mean_loss(log_probs, labels):
    lp = np.array(log_probs)
    lab = np.array(labels)
    n_classes = lp.shape[-1]
    lab[lab == 255] = n_classes - 1
    h, w = lab.shape
    return -lp[np.arange(h)[:, None], np.arange(w), lab].mean()
