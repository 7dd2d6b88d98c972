"""You put the rows first. Left and right come from the columns, top and bottom from the rows, and left is named first."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(rows), min(columns), max(rows) + 1, max(columns) + 1
