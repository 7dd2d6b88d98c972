def mask_nms(masks, scores, threshold):
    cells = [{(y, x) for y, r in enumerate(m) for x, v in enumerate(r) if v} for m in masks]
    kept = []
    for i in sorted(range(len(masks)), key=lambda i: scores[i], reverse=True):
        if all(len(cells[i] & cells[k]) / len(cells[i] | cells[k]) < threshold for k in kept):
            kept.append(i)
    return kept
