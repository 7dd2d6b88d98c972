def mean_iou(confusion):
    scores = []
    for c in range(len(confusion)):
        both = sum(confusion[c]) + sum(row[c] for row in confusion)
        if both:
            scores.append(2 * confusion[c][c] / both)
    return sum(scores) / len(scores) if scores else None
