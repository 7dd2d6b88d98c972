def iou(a, b):
    pairs = [(p, q) for r, s in zip(a, b) for p, q in zip(r, s)]
    return sum(p * q for p, q in pairs) / sum(max(p, q) for p, q in pairs)


def mask_nms(masks, scores, threshold):
    left = list(range(len(masks)))
    kept = []
    while left:
        best = max(left, key=lambda i: scores[i])
        kept.append(best)
        left.remove(best)
        for i in left:
            if iou(masks[best], masks[i]) > threshold:
                left.remove(i)
    return kept
