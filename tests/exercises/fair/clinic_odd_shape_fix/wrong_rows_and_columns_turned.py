import numpy as np


def masks(logits):
    scores = np.array(logits)
    # classes to the end, then argmax
    return scores.transpose(0, 3, 2, 1).argmax(axis=-1).tolist()
