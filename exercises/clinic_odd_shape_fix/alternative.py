def masks(logits):
    """The mask of every picture: the class with the highest score at each pixel, the first one in a tie."""
    return [mask_of(picture) for picture in logits]


def mask_of(picture):
    """Begin with class 0 everywhere, and let each further class take the pixels where it scores higher."""
    best = [list(row) for row in picture[0]]
    mask = [[0] * len(row) for row in picture[0]]
    for class_id, scores in enumerate(picture):
        for y, row in enumerate(scores):
            for x, score in enumerate(row):
                if score > best[y][x]:
                    best[y][x], mask[y][x] = score, class_id
    return mask
