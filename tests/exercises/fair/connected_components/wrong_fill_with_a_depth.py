def components(region):
    h, w = len(region), len(region[0])
    out = [[0] * w for _ in range(h)]

    def fill(y, x, n, depth):
        # not deeper than this, or Python gives up
        if depth > 20 or not (0 <= y < h and 0 <= x < w) or not region[y][x] or out[y][x]:
            return
        out[y][x] = n
        fill(y - 1, x, n, depth + 1)
        fill(y + 1, x, n, depth + 1)
        fill(y, x - 1, n, depth + 1)
        fill(y, x + 1, n, depth + 1)

    n = 0
    for y in range(h):
        for x in range(w):
            if region[y][x] and not out[y][x]:
                n += 1
                fill(y, x, n, 0)
    return out
