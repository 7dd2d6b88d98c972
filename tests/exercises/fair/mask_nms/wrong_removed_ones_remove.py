import numpy as np


def mask_nms(masks, scores, threshold):
    masks = np.array(masks, dtype=bool)
    order = [int(i) for i in np.argsort(scores)[::-1]]
    kept = []
    for rank, i in enumerate(order):
        worst = 0.0
        for j in order[:rank]:
            worst = max(worst, (masks[i] & masks[j]).sum() / (masks[i] | masks[j]).sum())
        if worst <= threshold:
            kept.append(i)
    return kept
