def pixels(box):
    left, top, right, bottom = box
    return {(y, x) for y in range(top, bottom - 1) for x in range(left, right)}


def nms(boxes, scores, threshold):
    kept = []
    for i in sorted(range(len(boxes)), key=lambda i: -scores[i]):
        mine = pixels(boxes[i])
        others = [pixels(boxes[k]) for k in kept]
        if all(len(mine & other) <= threshold * len(mine | other) for other in others):
            kept.append(i)
    return kept
