import numpy as np


def nms(boxes, scores, threshold):
    boxes = np.array(boxes, dtype=float).reshape(-1, 4)
    order = np.argsort(scores)[::-1]
    keep = []
    while order.size:
        i, order = order[0], order[1:]
        keep.append(int(i))
        size = np.minimum(boxes[i, 2:], boxes[order, 2:]) - np.maximum(boxes[i, :2], boxes[order, :2])
        inter = size.clip(0).prod(axis=1)
        area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
        order = order[inter / (area[i] + area[order] - inter) < threshold]
    return keep
