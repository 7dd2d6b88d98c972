def box(ids, number):
    """The box (left, top, right, bottom) of one object, right and bottom one past its last cell.

    ids is a list of rows of object numbers. None if no cell has the number.
    """
    ...
