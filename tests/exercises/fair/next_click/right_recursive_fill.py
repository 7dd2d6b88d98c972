def grow(cells, start):
    """Takes a piece out of the set of cells and returns it."""
    cells.discard(start)
    piece = {start}
    y, x = start
    for near in [(y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)]:
        if near in cells:
            piece |= grow(cells, near)
    return piece


def split(cells):
    parts = []
    while cells:
        parts.append(grow(cells, next(iter(cells))))
    return parts


def peel(piece):
    inner = {(y, x) for y, x in piece if {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} <= piece}
    return peel(inner) if inner else piece


def next_click(prediction, truth):
    missed, extra = set(), set()
    for y, (p_row, t_row) in enumerate(zip(prediction, truth)):
        for x, (p, t) in enumerate(zip(p_row, t_row)):
            if t and not p:
                missed.add((y, x))
            elif p and not t:
                extra.add((y, x))
    candidates = [(len(part), True, part) for part in split(missed)]
    candidates += [(len(part), False, part) for part in split(extra)]
    if not candidates:
        return None
    _, positive, part = max(candidates, key=lambda c: c[0])
    y, x = sorted(peel(part))[0]
    return y, x, positive
