def mean_iou(confusion):
    ious = []
    for row in confusion:
        c = confusion.index(row)
        union = sum(row) + sum(r[c] for r in confusion) - row[c]
        if union > 0:
            ious.append(row[c] / union)
    return sum(ious) / len(ious) if ious else None
