def next_box(prediction, truth):
    """(left, top, right, bottom, positive) around the largest piece of errors; None where nothing is wrong.

    prediction and truth are lists of rows of 0 and 1, of the same size.
    """
    ...
