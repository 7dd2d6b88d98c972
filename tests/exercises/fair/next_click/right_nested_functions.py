def next_click(prediction, truth):
    h = len(prediction)
    w = len(prediction[0])

    def kind(y, x):
        """'+' missed, '-' extra, '' right or outside."""
        if y < 0 or x < 0 or y >= h or x >= w:
            return ""
        if truth[y][x] == 1 and prediction[y][x] == 0:
            return "+"
        if truth[y][x] == 0 and prediction[y][x] == 1:
            return "-"
        return ""

    done = set()

    def flood(y, x, what, piece):
        if (y, x) in done or kind(y, x) != what:
            return piece
        done.add((y, x))
        piece.append((y, x))
        flood(y, x + 1, what, piece)
        flood(y, x - 1, what, piece)
        flood(y + 1, x, what, piece)
        flood(y - 1, x, what, piece)
        return piece

    winner = []
    for y in range(h):
        for x in range(w):
            if kind(y, x) and (y, x) not in done:
                piece = flood(y, x, kind(y, x), [])
                if len(piece) > len(winner):
                    winner = piece
    if not winner:
        return None
    sign = kind(*winner[0]) == "+"

    def is_inner(cell, cells):
        y, x = cell
        return all([(y + 1, x) in cells, (y - 1, x) in cells, (y, x + 1) in cells, (y, x - 1) in cells])

    layer = winner
    inner = [cell for cell in layer if is_inner(cell, layer)]
    while inner:
        layer = inner
        inner = [cell for cell in layer if is_inner(cell, layer)]
    layer.sort()
    return layer[0][0], layer[0][1], sign
