def box(ids, number):
    cells = [(x, y) for y, row in enumerate(ids) for x, cell in enumerate(row) if cell == number]
    if not cells:
        return None
    xs = sorted(x for x, _ in cells)
    ys = sorted(y for _, y in cells)
    return [xs[0], ys[0], xs[-1] + 1, ys[-1] + 1]
