def iou_and_dice(prediction, ground_truth, label):
    p = [v == label for row in prediction for v in row]
    t = [v == label for row in ground_truth for v in row]
    both = sum(a and b for a, b in zip(p, t))
    either = sum(a or b for a, b in zip(p, t))
    return [both / either, 2 * both / (both + either)]
