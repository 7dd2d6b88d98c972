from itertools import product


def pixels(box):
    left, top, right, bottom = box
    return set(product(range(left, right), range(top, bottom)))


def nms(boxes, scores, threshold):
    ranking = sorted(zip(scores, range(len(scores))))
    kept = {}
    while ranking:
        _, place = ranking.pop()
        mine = pixels(boxes[place])
        for other in kept.values():
            if len(mine & other) > threshold * len(mine | other):
                break
        else:
            kept[place] = mine
    return list(kept)
