def run_lengths(mask):
    """The lengths of the runs of 0, 1, 0, 1 and so on, the first one of 0.

    mask is a list of rows of 0 and 1; it is read column by column, each from top to bottom.
    """
    ...
