import numpy as np


def mask_nms(masks, scores, threshold):
    masks = np.array(masks, dtype=bool)
    order = np.argsort(-np.array(scores, dtype=float))
    keep = []
    while order.size > 0:
        best = order[0]
        keep.append(int(best))
        rest = order[1:]
        ious = np.array(
            [(masks[best] & masks[i]).sum() / (masks[best] | masks[i]).sum() for i in rest]
        )
        order = rest[ious <= threshold]
    return keep
