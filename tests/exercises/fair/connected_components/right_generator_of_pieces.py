def neighbours(cell):
    y, x = cell
    yield y - 1, x
    yield y + 1, x
    yield y, x - 1
    yield y, x + 1


def pieces(cells):
    """Yield each piece as a list of its cells, the one met first comes first."""
    open_cells = dict.fromkeys(cells)  # keeps reading order
    while open_cells:
        first = next(iter(open_cells))
        del open_cells[first]
        piece = [first]
        for cell in piece:  # grows while we go through it
            for other in neighbours(cell):
                if other in open_cells:
                    del open_cells[other]
                    piece.append(other)
        yield piece


def components(region):
    cells = [(y, x) for y, row in enumerate(region) for x, value in enumerate(row) if value]
    number_of = {cell: number for number, piece in enumerate(pieces(cells), 1) for cell in piece}
    return [[number_of.get((y, x), 0) for x in range(len(row))] for y, row in enumerate(region)]


if __name__ == "__main__":
    for row in components([[1, 1, 0, 0, 1], [0, 1, 0, 1, 1], [1, 0, 0, 0, 0]]):
        print(row)
