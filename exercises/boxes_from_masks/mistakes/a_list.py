"""The four numbers are right, but in a list. Return them separated by commas, without square brackets."""


def box(ids, number):
    cells = [(y, x) for y, line in enumerate(ids) for x, cell in enumerate(line) if cell == number]
    if not cells:
        return None
    rows = [y for y, x in cells]
    columns = [x for y, x in cells]
    return [min(columns), min(rows), max(columns) + 1, max(rows) + 1]
