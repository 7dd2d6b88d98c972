"""Your right and bottom are the last column and row of the object. They are to lie one past it; now an object of one cell has no width."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), min(rows), max(columns), max(rows)
