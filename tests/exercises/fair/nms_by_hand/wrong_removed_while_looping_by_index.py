def iou(a, b):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def nms(boxes, scores, threshold):
    order = sorted(range(len(boxes)), key=lambda i: scores[i], reverse=True)
    i = 0
    while i < len(order):
        j = i + 1
        while j < len(order):
            if iou(boxes[order[i]], boxes[order[j]]) > threshold:
                del order[j]
            j += 1
        i += 1
    return order
