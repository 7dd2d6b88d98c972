"""You compare each box only with the box that was kept last. A box kept earlier can overlap it as well."""


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
    kept = []
    for place in sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True):
        if not kept or iou(boxes[kept[-1]], boxes[place]) <= threshold:
            kept.append(place)
    return kept
