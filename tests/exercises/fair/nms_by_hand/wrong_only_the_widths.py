def iou(a, b):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    return w / ((a[2] - a[0]) + (b[2] - b[0]) - w)


def nms(boxes, scores, threshold):
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: -scores[i]):
        if all(iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(i)
    return kept
