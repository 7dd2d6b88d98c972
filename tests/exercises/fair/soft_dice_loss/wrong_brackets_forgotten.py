import numpy as np


def soft_dice_loss(probs, truth):
    p, t = np.array(probs), np.array(truth)
    return 1 - 2 * (p * t).sum() / p.sum() + t.sum()
