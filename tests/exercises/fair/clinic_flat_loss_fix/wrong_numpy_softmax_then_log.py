import numpy as np


def pixel_loss(logits, label):
    z = np.array(logits)
    e = np.exp(z - np.max(z))
    probabilities = e / e.sum()
    with np.errstate(divide="ignore"):
        return float(-np.log(probabilities[label]))
