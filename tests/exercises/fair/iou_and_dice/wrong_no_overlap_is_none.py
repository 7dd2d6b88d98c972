def iou_and_dice(prediction, ground_truth, label):
    p = {(y, x) for y, row in enumerate(prediction) for x, v in enumerate(row) if v == label}
    t = {(y, x) for y, row in enumerate(ground_truth) for x, v in enumerate(row) if v == label}
    if not p & t:
        return None
    return len(p & t) / len(p | t), 2 * len(p & t) / (len(p) + len(t))
