import sys

sys.setrecursionlimit(5000)


def encode(cells, value):
    """Length of the leading run of `value`, then the rest with the other value."""
    if not cells:
        return []
    n = 0
    while n < len(cells) and cells[n] == value:
        n += 1
    return [n] + encode(cells[n:], 1 - value)


def run_lengths(mask):
    cells = []
    for x in range(len(mask[0])):
        cells.extend(row[x] for row in mask)
    return encode(cells, 0)
