import sys

sys.setrecursionlimit(100000)


def components(region):
    h, w = len(region), len(region[0])
    out = [[0 for _ in range(w)] for _ in range(h)]

    def fill(y, x, number):
        if y < 0 or y >= h or x < 0 or x >= w:
            return
        if region[y][x] == 0 or out[y][x] != 0:
            return
        out[y][x] = number
        fill(y + 1, x, number)
        fill(y - 1, x, number)
        fill(y, x + 1, number)
        fill(y, x - 1, number)

    n = 0
    for y in range(h):
        for x in range(w):
            if region[y][x] == 1 and out[y][x] == 0:
                n += 1
                fill(y, x, n)
    return out
