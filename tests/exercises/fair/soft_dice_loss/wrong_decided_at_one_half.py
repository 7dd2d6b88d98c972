import numpy as np


def soft_dice_loss(probs, truth):
    p = (np.array(probs) >= 0.5).astype(float)
    t = np.array(truth)
    return float(1 - 2 * (p * t).sum() / (p.sum() + t.sum()))
