import numpy as np


def mask_nms(masks, scores, threshold):
    if len(masks) == 0:
        return []
    flat = np.array(masks).reshape(len(masks), -1)
    shared = flat @ flat.T
    sizes = flat.sum(axis=1)
    # broadcasting should do it
    iou = shared / (sizes[0] + sizes - shared)
    kept = []
    alive = [True] * len(masks)
    for i in np.argsort(scores)[::-1]:
        if not alive[i]:
            continue
        kept.append(int(i))
        for j in range(len(masks)):
            if iou[i, j] > threshold:
                alive[j] = False
    return kept
