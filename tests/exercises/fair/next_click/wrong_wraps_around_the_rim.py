import numpy as np


def next_click(prediction, truth):
    p, t = np.array(prediction), np.array(truth)
    height, width = p.shape
    error = t - p
    best, best_size = None, 0
    left = {(int(y), int(x)) for y, x in np.argwhere(error)}
    while left:
        stack = [left.pop()]
        piece = np.zeros(p.shape, dtype=bool)
        while stack:
            y, x = stack.pop()
            piece[y, x] = True
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if near in left and error[near] == error[y, x]:
                    left.remove(near)
                    stack.append(near)
        if piece.sum() > best_size:
            best, best_size = piece, piece.sum()
    if best is None:
        return None
    for _ in range(height * width):
        inner = best.copy()
        for axis in (0, 1):
            for shift in (1, -1):
                inner &= np.roll(best, shift, axis)
        if not inner.any():
            break
        best = inner
    y, x = np.argwhere(best)[0]
    return int(y), int(x), bool(error[y, x] > 0)
