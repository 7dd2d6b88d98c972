def mean_iou(prediction, ground_truth, num_classes):
    ious = []
    for c in range(num_classes):
        inter = union = 0
        for p_row, t_row in zip(prediction, ground_truth):
            a, b = p_row.count(c), t_row.count(c)
            inter += min(a, b)
            union += max(a, b)
        if union:
            ious.append(inter / union)
    return round(sum(ious) / len(ious), 3)
