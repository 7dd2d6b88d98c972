import numpy as np


def soft_dice_loss(probs, truth):
    p = np.asarray(probs, dtype=float)
    t = np.asarray(truth, dtype=bool)
    # means instead of sums: the number of pixels cancels out
    score = 2 * np.where(t, p, 0).mean() / (p.mean() + t.mean())
    return 1 - score
