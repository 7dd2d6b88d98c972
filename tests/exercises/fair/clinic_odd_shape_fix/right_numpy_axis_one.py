import numpy as np


def masks(logits):
    scores = np.array(logits)
    return scores.argmax(axis=1)
