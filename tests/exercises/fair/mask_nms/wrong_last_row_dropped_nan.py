import numpy as np


def mask_nms(masks, scores, threshold):
    masks = [np.array(mask, dtype=bool)[:-1] for mask in masks]
    order = list(np.argsort(scores)[::-1])
    kept = []
    while order:
        best = order.pop(0)
        kept.append(int(best))
        with np.errstate(all="ignore"):
            order = [
                i
                for i in order
                if (masks[best] & masks[i]).sum() / (masks[best] | masks[i]).sum() <= threshold
            ]
    return kept
