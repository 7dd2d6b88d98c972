"""For a number that is not in the map you return a box of zeros. No object is not the same as an object at the upper left."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return 0, 0, 0, 0
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
