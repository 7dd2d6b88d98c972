def next_click(prediction, truth):
    left = {}
    for y in range(len(truth)):
        for x in range(len(truth[0]) - 1):
            if truth[y][x] != prediction[y][x]:
                left[y, x] = truth[y][x]
    best = set()
    positive = False
    while left:
        cell, kind = left.popitem()
        piece = {cell}
        todo = [cell]
        while todo:
            y, x = todo.pop()
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if left.get(near) == kind:
                    del left[near]
                    piece.add(near)
                    todo.append(near)
        if len(piece) > len(best):
            best, positive = piece, kind == 1
    if not best:
        return None
    while True:
        inner = {
            (y, x) for y, x in best if {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} <= best
        }
        if not inner:
            break
        best = inner
    return *min(best), positive
