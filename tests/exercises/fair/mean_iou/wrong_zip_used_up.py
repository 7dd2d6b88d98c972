def mean_iou(prediction, ground_truth, num_classes):
    pairs = ((p, t) for rows in zip(prediction, ground_truth) for p, t in zip(*rows))
    ious = []
    for c in range(num_classes):
        inter = union = 0
        for p, t in pairs:
            inter += p == c and t == c
            union += p == c or t == c
        if union:
            ious.append(inter / union)
    return round(sum(ious) / len(ious), 3)
