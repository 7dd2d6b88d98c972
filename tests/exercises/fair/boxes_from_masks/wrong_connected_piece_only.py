def box(ids, number):
    for y, row in enumerate(ids):
        for x, cell in enumerate(row):
            if cell == number:
                return around(ids, number, x, y)
    return None


def around(ids, number, x, y):
    """The box of the piece that begins at this cell."""
    todo = [(x, y)]
    seen = set(todo)
    while todo:
        cx, cy = todo.pop()
        for nx, ny in ((cx + 1, cy), (cx - 1, cy), (cx, cy + 1), (cx, cy - 1)):
            if 0 <= ny < len(ids) and 0 <= nx < len(ids[0]) and ids[ny][nx] == number and (nx, ny) not in seen:
                seen.add((nx, ny))
                todo.append((nx, ny))
    xs = [p[0] for p in seen]
    ys = [p[1] for p in seen]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1
