"""You took the object's first and last cell in reading order. An object can reach further left than its first cell, and further right than its last one."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return cells[0][1], cells[0][0], cells[-1][1] + 1, cells[-1][0] + 1
