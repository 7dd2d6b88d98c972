def iou_and_dice(prediction, ground_truth, label):
    pairs = (
        (p == label, t == label)
        for row_p, row_t in zip(prediction, ground_truth)
        for p, t in zip(row_p, row_t)
    )
    both = sum(p and t for p, t in pairs)
    either = sum(p or t for p, t in pairs)
    sizes = sum(p + t for p, t in pairs)
    return both / max(either, 1), 2 * both / max(sizes, 1)
