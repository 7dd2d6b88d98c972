def box(ids, number):
    xs = [x for row in ids for x, cell in enumerate(row) if cell == number]
    ys = [y for y, row in enumerate(ids) for cell in row if cell == number]
    if not xs:
        return "None"
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1
