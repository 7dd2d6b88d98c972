def iou(a, b):
    shared = either = 0
    for y in range(len(a) - 1):
        for x in range(len(a[0])):
            shared += a[y][x] and b[y][x]
            either += a[y][x] or b[y][x]
    if either == 0:
        return 0
    return shared / either


def mask_nms(masks, scores, threshold):
    order = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    kept = []
    for i in order:
        if all(iou(masks[k], masks[i]) <= threshold for k in kept):
            kept.append(i)
    return kept
