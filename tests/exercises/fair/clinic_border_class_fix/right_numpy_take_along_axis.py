import numpy as np


def mean_loss(log_probs, labels):
    lp = np.asarray(log_probs, dtype=float)
    lab = np.asarray(labels)
    weight = (lab != 255).astype(float)
    safe = np.where(lab == 255, 0, lab)
    picked = np.take_along_axis(lp, safe[..., None], axis=-1)[..., 0]
    return -(picked * weight).sum() / weight.sum() if weight.sum() else np.float64(0)
