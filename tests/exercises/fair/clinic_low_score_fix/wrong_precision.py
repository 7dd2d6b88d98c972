def mean_iou(confusion):
    values = []
    for c in range(len(confusion)):
        column = sum(row[c] for row in confusion)
        if column or sum(confusion[c]):
            values.append(confusion[c][c] / column if column else 0.0)
    return sum(values) / len(values) if values else None
