"""You take boxes that lie apart to both sides and up or down for overlapping: a negative width times a negative height is positive. Ask for each of the two."""


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(first, second):
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    shared = width * height
    return shared / (area(first) + area(second) - shared)


def nms(boxes, scores, threshold):
    waiting = sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        surest = waiting.pop(0)
        kept.append(surest)
        waiting = [place for place in waiting if iou(boxes[surest], boxes[place]) <= threshold]
    return kept
