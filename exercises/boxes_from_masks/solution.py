def box(ids, number):
    """The box (left, top, right, bottom) of one object, right and bottom one past its last cell."""
    rows = []
    columns = []
    for row, line in enumerate(ids):
        for column, cell in enumerate(line):
            if cell == number:
                rows.append(row)
                columns.append(column)
    if not rows:
        return None
    left, top = min(columns), min(rows)
    right, bottom = max(columns) + 1, max(rows) + 1
    return left, top, right, bottom
