def iou(a, b):
    pairs = [(p, q) for r, s in zip(a, b) for p, q in zip(r, s)]
    return sum(p and q for p, q in pairs) / sum(p or q for p, q in pairs)


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        for other in waiting:
            if iou(masks[best], masks[other]) > threshold:
                waiting.remove(other)
    return kept
