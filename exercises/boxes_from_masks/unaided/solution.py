def margins(ids, number):
    """How many columns or rows are free to the left of, above, to the right of and below one object."""
    rows = []
    columns = []
    for row, line in enumerate(ids):
        for column, cell in enumerate(line):
            if cell == number:
                rows.append(row)
                columns.append(column)
    if not rows:
        return None
    last_row, last_column = len(ids) - 1, len(ids[0]) - 1
    return min(columns), min(rows), last_column - max(columns), last_row - max(rows)
