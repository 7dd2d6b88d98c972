def margins(ids, number):
    """How many columns or rows are free to the left of, above, to the right of and below one object.

    ids is a list of rows of object numbers. None if no cell has the number.
    """
    ...
