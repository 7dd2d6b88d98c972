"""You compare the boxes around the masks. An arm around a corner has a box full of other things; compare
the cells."""


def iou(first, second):
    boxed = []
    for mask in (first, second):
        rows = [y for y, row in enumerate(mask) if 1 in row]
        columns = [x for row in mask for x, value in enumerate(row) if value == 1]
        boxed.append(
            [
                [
                    int(min(rows) <= y <= max(rows) and min(columns) <= x <= max(columns))
                    for x in range(len(mask[0]))
                ]
                for y in range(len(mask))
            ]
        )
    first, second = boxed
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
        waiting = [place for place in waiting if iou(masks[best], masks[place]) <= threshold]
    return kept
