"""You compare with every better mask, also with those that were removed. A mask that was removed removes
nothing."""


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
    return [
        place
        for rank, place in enumerate(waiting)
        if all(iou(masks[other], masks[place]) <= threshold for other in waiting[:rank])
    ]
