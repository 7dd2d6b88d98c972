def mask_nms(masks, scores, threshold):
    pairs = sorted(zip(scores, masks), key=lambda pair: pair[0], reverse=True)
    cells = [{(y, x) for y, r in enumerate(m) for x, v in enumerate(r) if v} for _, m in pairs]
    kept = []
    for i in range(len(pairs)):
        if all(len(cells[i] & cells[k]) / len(cells[i] | cells[k]) <= threshold for k in kept):
            kept.append(i)
    return kept
