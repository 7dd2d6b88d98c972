def mean_iou(confusion):
    ious = []
    for c in range(len(confusion) - 1):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union:
            ious.append(confusion[c][c] / union)
    return sum(ious) / len(ious) if ious else None
