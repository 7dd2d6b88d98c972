def next_click(prediction, truth):
    """(row, column, positive) in the middle of the largest piece of errors; None where nothing is wrong.

    prediction and truth are lists of rows of 0 and 1, of the same size.
    """
    ...
