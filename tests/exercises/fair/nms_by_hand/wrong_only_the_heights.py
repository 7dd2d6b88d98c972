def iou(a, b):
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return h / ((a[3] - a[1]) + (b[3] - b[1]) - h)


def nms(boxes, scores, threshold):
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: -scores[i]):
        if all(iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(i)
    return kept
