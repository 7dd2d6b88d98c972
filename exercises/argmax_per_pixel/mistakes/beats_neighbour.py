"""You compare each score with the one just before it. A class must beat the best score seen so far, which may be further back."""

CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    best = 0
    for index in range(1, len(pixel)):
        if pixel[index] > pixel[index - 1]:
            best = index
    return best


def class_map(scores):
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
