def mask_nms(masks, scores, threshold):
    cells = [{(y, x) for y, r in enumerate(m) for x, v in enumerate(r) if v} for m in masks]
    kept = []
    for i in sorted(range(len(masks)), key=lambda i: -scores[i]):
        if all(2 * len(cells[i] & cells[k]) / (len(cells[i]) + len(cells[k])) <= threshold for k in kept):
            kept.append(i)
    return kept
