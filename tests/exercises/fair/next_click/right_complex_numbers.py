STEPS = (1, -1, 1j, -1j)


def connected(cells):
    cells = set(cells)
    while cells:
        edge = {cells.pop()}
        piece = set()
        while edge:
            piece |= edge
            edge = {c + s for c in edge for s in STEPS} & cells
            cells -= edge
        yield piece


def next_click(prediction, truth):
    missed, extra = [], []
    for y, row in enumerate(truth):
        for x, t in enumerate(row):
            if t > prediction[y][x]:
                missed.append(complex(x, y))
            if t < prediction[y][x]:
                extra.append(complex(x, y))
    pieces = [*connected(missed), *connected(extra)]
    if len(pieces) == 0:
        return None
    piece = max(pieces, key=len)
    while True:
        smaller = {c for c in piece if all(c + s in piece for s in STEPS)}
        if smaller == set():
            break
        piece = smaller
    click = min(piece, key=lambda c: (c.imag, c.real))
    return int(click.imag), int(click.real), click in missed
