def mask_nms(masks, scores, threshold):
    cells = []
    for mask in masks:
        cells.append({(y, x) for y, row in enumerate(mask) for x, v in enumerate(row) if v == 1})
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    kept = []
    for i in order:
        for k in kept:
            if len(cells[i] & cells[k]) / len(cells[i] | cells[k]) > threshold:
                break
        else:
            kept.append(i)
    return kept
