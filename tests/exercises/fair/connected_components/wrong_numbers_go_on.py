n = 0


def components(region):
    global n
    h, w = len(region), len(region[0])
    out = [[0] * w for _ in range(h)]
    for y in range(h):
        for x in range(w):
            if region[y][x] and not out[y][x]:
                n += 1
                todo = [(y, x)]
                while todo:
                    a, b = todo.pop()
                    if 0 <= a < h and 0 <= b < w and region[a][b] and not out[a][b]:
                        out[a][b] = n
                        todo += [(a - 1, b), (a + 1, b), (a, b - 1), (a, b + 1)]
    return out
