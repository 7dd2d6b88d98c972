def iou_and_dice(prediction, ground_truth, label):
    tp = predicted = true = 0
    for row_p, row_t in zip(prediction, ground_truth):
        for p, t in zip(row_p, row_t):
            predicted += p == label
            true += t == label
            tp += p == label and t == label
    precision = tp / predicted
    recall = tp / max(true, 1)
    if precision + recall == 0:
        return 0.0, 0.0
    dice = 2 * precision * recall / (precision + recall)
    return dice / (2 - dice), dice
