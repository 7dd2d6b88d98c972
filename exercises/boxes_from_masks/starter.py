def box(ids, number):
    """The box (left, top, right, bottom) of one object, right and bottom one past its last cell."""
    rows = []
    columns = []
    for row, line in enumerate(ids):
        for column, cell in enumerate(line):
            if ___:
                rows.append(row)
                columns.append(column)
    if ___:
        return None
    left, top = ___
    right, bottom = ___
    return left, top, right, bottom
