def mean_iou(prediction, ground_truth, num_classes):
    ious = []
    union = 0
    for c in range(num_classes):
        inter = 0
        for p_row, t_row in zip(prediction, ground_truth):
            for p, t in zip(p_row, t_row):
                if p == c and t == c:
                    inter += 1
                if p == c or t == c:
                    union += 1
        if union > 0:
            ious.append(inter / union)
    return round(sum(ious) / len(ious), 3)
