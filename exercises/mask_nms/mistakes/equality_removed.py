"""You remove a mask whose IoU is exactly the threshold. It has to be above."""


def iou(first, second):
    shared, either = 0, 0
    for row in range(len(first)):
        for column in range(len(first[0])):
            here, there = first[row][column], second[row][column]
            if here == 1 and there == 1:
                shared += 1
            if here == 1 or there == 1:
                either += 1
    return shared / either


def mask_nms(masks, scores, threshold):
    waiting = sorted(range(len(masks)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        waiting = [place for place in waiting if iou(masks[best], masks[place]) < threshold]
    return kept
