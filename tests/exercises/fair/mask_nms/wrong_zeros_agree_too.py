def iou(a, b):
    same = 0
    cells = 0
    for r, s in zip(a, b):
        for p, q in zip(r, s):
            same += p == q
            cells += 1
    return same / cells


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [i for i in waiting if iou(masks[best], masks[i]) <= threshold]
    return kept
