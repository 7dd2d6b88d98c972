import numpy as np


def soft_dice_loss(probs, truth):
    p, t = np.ravel(probs), np.ravel(truth)
    return float(1 - 2 * (p @ t) / (p.sum() + t.sum()))
