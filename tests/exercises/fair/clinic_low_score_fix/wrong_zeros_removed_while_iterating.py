def mean_iou(confusion):
    ious = []
    for c in range(len(confusion)):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        ious.append(confusion[c][c] / union if union else 0.0)
    for value in ious:
        if value == 0:
            ious.remove(value)
    return sum(ious) / len(ious) if ious else None
