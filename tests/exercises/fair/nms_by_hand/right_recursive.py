def area(l, t, r, b):
    return max(0, r - l) * max(0, b - t)


def iou(p, q):
    inter = area(max(p[0], q[0]), max(p[1], q[1]), min(p[2], q[2]), min(p[3], q[3]))
    return inter / (area(*p) + area(*q) - inter)


def survivors(places, boxes, threshold):
    if not places:
        return []
    first, *rest = places
    rest = [i for i in rest if not iou(boxes[first], boxes[i]) > threshold]
    return [first] + survivors(rest, boxes, threshold)


def nms(boxes, scores, threshold):
    return survivors(sorted(range(len(boxes)), key=scores.__getitem__)[::-1], boxes, threshold)
