"""Your box begins one cell too early, at the left and at the top. It begins at the first column and row of the object."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns) - 1, min(rows) - 1, max(columns) + 1, max(rows) + 1
