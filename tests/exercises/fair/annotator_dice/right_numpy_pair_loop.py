import numpy as np


def agreement(labels):
    masks = np.asarray(labels).astype(bool)
    scores = []
    for i, a in enumerate(masks):
        for b in masks[i + 1:]:
            union = a.sum() + b.sum()
            if union == 0:
                scores.append(1.0)
                continue
            scores.append(2 * np.logical_and(a, b).sum() / union)
    return float(np.mean(scores))
