def next_click(prediction, truth):
    pieces = []
    for y in range(len(truth)):
        for x in range(len(truth[0])):
            if truth[y][x] == prediction[y][x]:
                continue
            for kind, piece in pieces:
                if kind == truth[y][x] and ((y - 1, x) in piece or (y, x - 1) in piece):
                    piece.add((y, x))
                    break
            else:
                pieces.append((truth[y][x], {(y, x)}))
    if not pieces:
        return None
    kind, layer = max(pieces, key=lambda pair: len(pair[1]))
    while True:
        inner = {
            (y, x) for y, x in layer if {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} <= layer
        }
        if not inner:
            break
        layer = inner
    row, column = min(layer)
    return row, column, kind == 1
