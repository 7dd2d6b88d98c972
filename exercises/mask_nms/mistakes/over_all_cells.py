"""You divide by all cells of the picture. Cells that are 0 in both masks do not count."""


def iou(first, second):
    shared, either = 0, 0
    for row in range(len(first)):
        for column in range(len(first[0])):
            here, there = first[row][column], second[row][column]
            if here == 1 and there == 1:
                shared += 1
            if here == 1 or there == 1:
                either += 1
    return shared / (len(first) * len(first[0]))


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [place for place in waiting if iou(masks[best], masks[place]) <= threshold]
    return kept
