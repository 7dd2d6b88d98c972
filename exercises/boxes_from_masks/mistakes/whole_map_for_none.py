"""For a number that is not in the map you return a box with left and top at the far end: the start values of your search. No object has no box."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return len(ids[0]), len(ids), 0, 0
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
