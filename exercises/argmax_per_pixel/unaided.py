CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    """The winning class name of every pixel, as a list of rows.

    scores[row][column] lists one score per class, in the order of CLASS_NAMES.
    In a tie the first class wins.
    """
    ...
