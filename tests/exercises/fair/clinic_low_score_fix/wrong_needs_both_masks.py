def mean_iou(confusion):
    ious = []
    for c in range(len(confusion)):
        true = sum(confusion[c])
        called = sum(row[c] for row in confusion)
        if true and called:
            ious.append(confusion[c][c] / (true + called - confusion[c][c]))
    return sum(ious) / len(ious) if ious else None
