def area(box):
    """The pixels in a box (left, top, right, bottom)."""
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(first, second):
    """The shared pixels of two boxes, divided by the pixels in at least one of them."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (area(first) + area(second) - shared)


def nms_with_counts(boxes, scores, threshold):
    """A tuple (position, removed) for each box that stays, surest first."""
    waiting = sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True)
    kept = []
    while waiting:
        surest = waiting.pop(0)
        left = [place for place in waiting if iou(boxes[surest], boxes[place]) <= threshold]
        kept.append((surest, len(waiting) - len(left)))
        waiting = left
    return kept
