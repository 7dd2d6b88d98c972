"""Rows and columns are swapped: your result is the label map mirrored along its diagonal. Each list you return must be one row of the input, in the same order."""

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    width = len(scores[0])
    return [[CLASS_NAMES[row[column].index(max(row[column]))] for row in scores] for column in range(width)]
