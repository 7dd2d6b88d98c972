def iou_and_dice(prediction, ground_truth, label):
    both = either = sizes = 0
    for row_p, row_t in zip(prediction, ground_truth):
        p = {x for x, v in enumerate(row_p) if v == label}
        t = {y for y, v in enumerate(row_t) if v == label}
        both = len(p & t)
        either = len(p | t)
        sizes = len(p) + len(t)
    return both / max(1, either), 2 * both / max(1, sizes)
