CLASS_NAMES = ["background", "person", "dog"]


def winner(pixel):
    """The index of the highest score of one pixel; in a tie, the first of them."""
    best = 0
    for index in range(1, len(pixel)):
        # Strictly higher, so that in a tie the earlier class stays.
        if pixel[index] > pixel[best]:
            best = index
    return best


def class_map(scores):
    """The winning class name of every pixel, as a list of rows."""
    return [[CLASS_NAMES[winner(pixel)] for pixel in row] for row in scores]
