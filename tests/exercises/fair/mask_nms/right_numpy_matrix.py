import numpy as np


def mask_nms(masks, scores, threshold):
    n = len(masks)
    if n == 0:
        return []
    flat = np.array(masks).reshape(n, -1)
    shared = flat @ flat.T
    size = flat.sum(axis=1)
    iou = shared / (size[:, None] + size[None, :] - shared)
    alive = np.ones(n, dtype=bool)
    kept = []
    for i in np.argsort(scores)[::-1]:
        if alive[i]:
            kept.append(i)
            alive[iou[i] > threshold] = False
    return np.array(kept)
