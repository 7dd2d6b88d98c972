def box(ids, number, rows=[], columns=[]):
    for y, row in enumerate(ids):
        for x, cell in enumerate(row):
            if cell == number:
                rows.append(y)
                columns.append(x)
    if not rows:
        return None
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
