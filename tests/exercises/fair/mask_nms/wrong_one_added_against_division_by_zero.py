import numpy as np


def mask_nms(masks, scores, threshold):
    masks = np.array(masks)
    order = np.argsort(scores)[::-1]
    kept = []
    for i in order:
        fine = True
        for k in kept:
            inter = np.sum(masks[i] * masks[k])
            union = np.sum((masks[i] + masks[k]) > 0)
            if inter / (union + 1) > threshold:
                fine = False
        if fine:
            kept.append(int(i))
    return kept
