ious = []


def mean_iou(confusion):
    for c in range(len(confusion)):
        union = sum(confusion[c]) + sum(row[c] for row in confusion) - confusion[c][c]
        if union:
            ious.append(confusion[c][c] / union)
    return sum(ious) / len(ious) if ious else None
