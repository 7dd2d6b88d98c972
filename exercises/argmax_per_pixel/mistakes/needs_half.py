"""You take the first class whose score passes 0.5, and background if none does. Argmax has no threshold: the highest score wins, however low or high it is."""

CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    for index, score in enumerate(pixel):
        if score > 0.5:
            return index
    return 0


def class_map(scores):
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
