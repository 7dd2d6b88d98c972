def neighbours(y, x):
    yield y - 1, x
    yield y + 1, x
    yield y, x - 1
    yield y, x + 1


def pieces(grid, value):
    open_cells = [(y, x) for y, row in enumerate(grid) for x, v in enumerate(row) if v == value]
    while open_cells:
        piece = [open_cells.pop()]
        for cell in piece:
            for near in neighbours(*cell):
                if near in open_cells:
                    open_cells.remove(near)
                    piece.append(near)
        yield piece


def next_click(prediction, truth):
    grid = [[t - p for p, t in zip(pr, tr)] for pr, tr in zip(prediction, truth)]
    all_pieces = list(pieces(grid, 1)) + list(pieces(grid, -1))
    if not all_pieces:
        return None
    piece = sorted(all_pieces, key=len)[-1]
    # depth 1 at the rim, one more for every layer
    depth = dict.fromkeys(piece, 1)
    changed = True
    while changed:
        changed = False
        for cell in piece:
            new = 1 + min(depth.get(near, 0) for near in neighbours(*cell))
            if new > depth[cell]:
                depth[cell] = new
                changed = True
    deepest = max(depth.values())
    row, column = min(cell for cell in piece if depth[cell] == deepest)
    return (row, column, grid[row][column] == 1)
