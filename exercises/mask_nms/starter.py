def iou(first, second):
    """The cells that are 1 in both masks, divided by the cells that are 1 in at least one."""
    shared, either = 0, 0
    for row in range(len(first)):
        for column in range(len(first[0])):
            here, there = first[row][column], second[row][column]
            if ___:
                shared += 1
            if ___:
                either += 1
    return shared / either


def mask_nms(masks, scores, threshold):
    """The positions of the masks that stay, best first."""
    waiting = sorted(range(len(masks)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = ___
    return kept
