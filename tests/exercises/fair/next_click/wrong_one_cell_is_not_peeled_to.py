def around(cell):
    row, column = cell
    return [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]


def errors(prediction, truth):
    """All pieces as (positive, cells)."""
    found = []
    for positive, wrong in ((True, (0, 1)), (False, (1, 0))):
        cells = [
            (y, x)
            for y, rows in enumerate(zip(prediction, truth))
            for x, pair in enumerate(zip(*rows))
            if pair == wrong
        ]
        while cells:
            piece = [cells.pop()]
            for cell in piece:
                for near in around(cell):
                    if near in cells:
                        cells.remove(near)
                        piece.append(near)
            found.append((positive, set(piece)))
    return found


def next_click(prediction, truth):
    found = errors(prediction, truth)
    if not found:
        return None
    positive, layer = max(found, key=lambda item: len(item[1]))
    while True:
        inner = {cell for cell in layer if all(near in layer for near in around(cell))}
        if len(inner) <= 1:
            break
        layer = inner
    row, column = min(layer)
    return row, column, positive
