def box(ids, number):
    min_x = min_y = 999
    max_x = max_y = -1
    for y, row in enumerate(ids):
        for x, cell in enumerate(row):
            if cell == number:
                min_x, max_x = min(min_x, x), max(max_x, x)
                min_y, max_y = min(min_y, y), max(max_y, y)
    return (min_x, min_y, max_x + 1, max_y + 1) if max_x >= 0 else None
