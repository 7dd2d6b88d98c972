def mean_iou(confusion):
    values = [
        confusion[c][c] / union
        for c in range(len(confusion))
        if (union := sum(confusion[c]) + sum(r[c] for r in confusion) - confusion[c][c]) > 0
    ]
    if values:
        return sum(values) / len(values)
