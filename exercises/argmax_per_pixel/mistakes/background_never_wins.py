"""Background never wins in your result: you compare only the other classes. Background is a class like any other, and its score takes part."""

CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    best = 1
    for index in range(2, len(pixel)):
        if pixel[index] > pixel[best]:
            best = index
    return best


def class_map(scores):
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
