import numpy as np


def pixel_accuracy(prediction, ground_truth):
    p, t = np.array(prediction), np.array(ground_truth)
    return float(np.mean([(p[t == c] == c).mean() for c in np.unique(t)]))
