def next_click(prediction, truth):
    error = {
        (y, x): truth[y][x] - prediction[y][x]
        for y in range(len(truth))
        for x in range(len(truth[0]))
        if truth[y][x] != prediction[y][x]
    }
    seen = set()
    best = set()
    for start in error:
        if start in seen:
            continue
        piece = {start}
        todo = [start]
        while todo:
            y, x = todo.pop()
            for near in ((y + 1, x), (y, x + 1)):
                if near not in seen | piece and error.get(near) == error[start]:
                    piece.add(near)
                    todo.append(near)
        seen |= piece
        if len(piece) > len(best):
            best = piece
    if not best:
        return None
    while True:
        inner = {
            (y, x) for y, x in best if {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} <= best
        }
        if not inner:
            break
        best = inner
    row, column = min(best)
    return row, column, error[row, column] == 1
