"""The four numbers are right, but in another order: left and right first, then top and bottom. Asked for is left, top, right, bottom."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), max(columns) + 1, min(rows), max(rows) + 1
