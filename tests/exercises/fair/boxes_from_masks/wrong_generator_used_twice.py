def box(ids, number):
    cells = ((x, y) for y, row in enumerate(ids) for x, cell in enumerate(row) if cell == number)
    left = min((x for x, y in cells), default=None)
    if left is None:
        return None
    top = min((y for x, y in cells), default=0)
    right = max((x for x, y in cells), default=0) + 1
    bottom = max((y for x, y in cells), default=0) + 1
    return left, top, right, bottom
