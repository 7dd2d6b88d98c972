def iou(a, b):
    shared = either = 0
    for y in range(1, len(a)):
        for x in range(len(a[0])):
            shared += a[y][x] and b[y][x]
            either += a[y][x] or b[y][x]
    return shared / either if either else 0


def mask_nms(masks, scores, threshold):
    order = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    kept = []
    for i in order:
        if all(iou(masks[k], masks[i]) <= threshold for k in kept):
            kept.append(i)
    return kept
