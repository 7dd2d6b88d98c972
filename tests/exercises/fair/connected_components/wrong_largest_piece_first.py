def components(region):
    h, w = len(region), len(region[0])
    left = {(y, x) for y in range(h) for x in range(w) if region[y][x]}
    pieces = []
    while left:
        stack = [min(left)]
        left.discard(stack[0])
        piece = []
        while stack:
            y, x = stack.pop()
            piece.append((y, x))
            for cell in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if cell in left:
                    left.remove(cell)
                    stack.append(cell)
        pieces.append(piece)
    pieces.sort(key=len, reverse=True)
    out = [[0] * w for _ in range(h)]
    for number, piece in enumerate(pieces, 1):
        for y, x in piece:
            out[y][x] = number
    return out
