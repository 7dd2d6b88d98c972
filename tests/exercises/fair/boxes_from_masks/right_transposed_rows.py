def box(ids, number):
    rows = [y for y, row in enumerate(ids) if number in row]
    if not rows:
        return None
    columns = [x for x, column in enumerate(zip(*ids)) if number in column]
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
