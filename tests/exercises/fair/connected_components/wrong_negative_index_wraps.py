import sys

sys.setrecursionlimit(10000)


def components(region):
    h, w = len(region), len(region[0])
    out = [[0] * w for _ in range(h)]

    def fill(y, x, n):
        try:
            if region[y][x] == 0 or out[y][x]:
                return
        except IndexError:
            return
        out[y][x] = n
        fill(y - 1, x, n)
        fill(y + 1, x, n)
        fill(y, x - 1, n)
        fill(y, x + 1, n)

    n = 0
    for y in range(h):
        for x in range(w):
            if region[y][x] and not out[y][x]:
                n += 1
                fill(y, x, n)
    return out
