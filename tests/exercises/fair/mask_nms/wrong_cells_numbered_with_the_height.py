def cells(mask):
    height = len(mask)
    return {y * height + x for y, row in enumerate(mask) for x, v in enumerate(row) if v}


def mask_nms(masks, scores, threshold):
    sets = [cells(mask) for mask in masks]
    kept = []
    for i in sorted(range(len(masks)), key=lambda i: -scores[i]):
        if all(len(sets[i] & sets[k]) / len(sets[i] | sets[k]) <= threshold for k in kept):
            kept.append(i)
    return kept
