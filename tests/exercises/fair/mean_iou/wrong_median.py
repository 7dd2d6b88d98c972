from statistics import median


def mean_iou(prediction, ground_truth, num_classes):
    ious = []
    for c in range(num_classes):
        inter = union = 0
        for p_row, t_row in zip(prediction, ground_truth):
            for p, t in zip(p_row, t_row):
                inter += p == t == c
                union += c in (p, t)
        if union:
            ious.append(inter / union)
    return round(median(ious), 3)
