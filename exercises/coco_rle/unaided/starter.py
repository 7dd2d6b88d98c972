def starts_and_lengths(mask):
    """Start and length of each run of 1, one after the other; cells are numbered from 1.

    mask is a list of rows of 0 and 1; it is read column by column, each from top to bottom.
    """
    ...
