def mean_iou(confusion):
    ious = []
    for c in range(len(confusion)):
        union = sum(confusion[c]) + sum(confusion[c]) - confusion[c][c]
        if union:
            ious.append(confusion[c][c] / union)
    return sum(ious) / len(ious) if ious else None
