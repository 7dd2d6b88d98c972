def mean_iou(confusion):
    ious = []
    for c in range(len(confusion)):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union:
            ious.append(confusion[c][c] / union)
    if not sum(ious):
        return None
    return sum(ious) / len(ious)
