import numpy as np


def soft_dice_loss(probs, truth):
    p, t = np.array(probs), np.array(truth)
    return 1 - 2 * np.sum(p * t) / (np.sum(p**2) + np.sum(t**2))
