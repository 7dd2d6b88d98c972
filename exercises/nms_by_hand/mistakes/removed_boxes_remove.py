"""A box that is removed still removes others in your code. Only boxes that stay may do that."""


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(first, second):
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (area(first) + area(second) - shared)


def nms(boxes, scores, threshold):
    order = sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True)
    kept = []
    for turn, place in enumerate(order):
        if all(iou(boxes[surer], boxes[place]) <= threshold for surer in order[:turn]):
            kept.append(place)
    return kept
