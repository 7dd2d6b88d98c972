from collections import namedtuple

Box = namedtuple("Box", "left top right bottom")


def box(ids, number):
    """Grow a box cell by cell."""
    found = None
    for y, row in enumerate(ids):
        for x, cell in enumerate(row):
            if cell != number:
                continue
            here = Box(x, y, x + 1, y + 1)
            found = here if found is None else joined(found, here)
    return found


def joined(a, b):
    return Box(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom))
