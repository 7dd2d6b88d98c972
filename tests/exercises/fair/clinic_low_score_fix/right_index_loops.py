def mean_iou(confusion):
    n = len(confusion)
    total = 0
    classes = 0
    for c in range(n):
        union = 0
        for k in range(n):
            union += confusion[c][k]
            if k != c:
                union += confusion[k][c]
        if union > 0:
            total += confusion[c][c] / union
            classes += 1
    if classes == 0:
        return None
    return total / classes
