def mean_iou(prediction, ground_truth, num_classes):
    pairs = [(p, t) for rows in zip(prediction, ground_truth) for p, t in zip(*rows)]
    result = 0
    for c in range(num_classes):
        inter = sum(p == t == c for p, t in pairs)
        union = sum(c in pair for pair in pairs)
        if union:
            share = sum(t == c for _, t in pairs) / len(pairs)
            result += share * inter / union
    return round(result, 3)
