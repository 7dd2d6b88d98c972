def iou_and_dice(prediction, ground_truth, label):
    p = [v == label for row in prediction for v in row]
    t = [v == label for row in ground_truth for v in row]
    both = sum(a and b for a, b in zip(p, t))
    either = sum(a or b for a, b in zip(p, t))
    iou = 1 - both / either
    return iou, 2 * iou / (1 + iou)
