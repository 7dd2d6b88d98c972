"""Your box goes around all objects together. Only cells with the number that is asked for belong to it."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell > 0]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
