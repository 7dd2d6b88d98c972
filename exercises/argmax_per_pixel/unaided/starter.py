CLASS_NAMES = ["background", "person", "dog"]


def runner_up_map(scores):
    """The class name that comes second at every pixel, as a list of rows.

    scores[row][column] lists one score per class, in the order of CLASS_NAMES.
    In a tie the first class wins.
    """
    ...
