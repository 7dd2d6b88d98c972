def box(ids, number):
    cells = {(x, y) for y, row in enumerate(ids) for x, cell in enumerate(row) if cell == number}
    if len(cells) > 0:
        xs, ys = zip(*cells)
        return min(xs), min(ys), max(xs) + 1, max(ys) + 1
    else:
        return None
