"""The worked example, as the page runs it: plain Python, four pixels, three classes."""

class_names = ["background", "road", "car"]

# scores[row][column] holds one score per class, in the order of class_names
scores = [
    [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]],
    [[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]],
]


def winner(pixel):
    """The name of the class with the largest score; of equal scores the first."""
    return class_names[pixel.index(max(pixel))]


def mask():
    """The winner of every pixel, row by row."""
    return [[winner(pixel) for pixel in row] for row in scores]
