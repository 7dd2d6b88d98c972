def inside(x, y, box):
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def iou(a, b):
    """Boxes overlap only if a corner of one lies in the other."""
    corners = [(x, y) for x in (b[0], b[2] - 1) for y in (b[1], b[3] - 1)]
    if not any(inside(x, y, a) for x, y in corners):
        return 0
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def nms(boxes, scores, threshold):
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: -scores[i]):
        if all(iou(boxes[k], boxes[i]) <= threshold for k in kept):
            kept.append(i)
    return kept
