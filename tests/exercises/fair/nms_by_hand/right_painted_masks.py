import numpy as np


def nms(boxes, scores, threshold):
    if not boxes:
        return []
    height = max(box[3] for box in boxes)
    width = max(box[2] for box in boxes)
    masks = np.zeros((len(boxes), height, width), dtype=bool)
    for mask, (left, top, right, bottom) in zip(masks, boxes):
        mask[top:bottom, left:right] = True
    order = np.argsort(-np.array(scores))
    kept = []
    for i in order:
        ious = [np.sum(masks[i] & masks[k]) / np.sum(masks[i] | masks[k]) for k in kept]
        if not ious or max(ious) <= threshold:
            kept.append(i)
    return np.array(kept)
