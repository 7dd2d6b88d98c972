"""Your last two numbers are the width and the height of the box. Asked for are its right and bottom sides."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), min(rows), max(columns) + 1 - min(columns), max(rows) + 1 - min(rows)
