CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = [[None] * len(scores[0])] * len(scores)
    for y, row in enumerate(scores):
        for x, pixel in enumerate(row):
            result[y][x] = CLASS_NAMES[pixel.index(max(pixel))]
    return result
