def box(ids, number):
    rows = [y for y, row in enumerate(ids) if number in row]
    columns = [x for row in ids for x, cell in enumerate(row) if cell == number]
    if not any(rows) or not any(columns):
        return None
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
