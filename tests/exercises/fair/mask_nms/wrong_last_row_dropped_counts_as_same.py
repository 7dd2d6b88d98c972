def iou(a, b):
    shared = either = 0
    for row_a, row_b in zip(a[:-1], b[:-1]):
        for p, q in zip(row_a, row_b):
            shared += p == 1 and q == 1
            either += p == 1 or q == 1
    return shared / either if either else 1


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [i for i in waiting if iou(masks[best], masks[i]) <= threshold]
    return kept
