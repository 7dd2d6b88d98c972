"""You return the highest score itself. Argmax asks where the highest score is, not how high it is: the place tells the class."""

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    return [[max(pixel) for pixel in row] for row in scores]
