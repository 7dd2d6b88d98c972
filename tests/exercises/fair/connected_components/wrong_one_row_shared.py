def components(region):
    h, w = len(region), len(region[0])
    out = [[0] * w] * h
    n = 0
    for y in range(h):
        for x in range(w):
            if region[y][x] and not out[y][x]:
                n += 1
                out[y][x] = n
                todo = [(y, x)]
                while todo:
                    a, b = todo.pop()
                    for c, d in ((a - 1, b), (a + 1, b), (a, b - 1), (a, b + 1)):
                        if 0 <= c < h and 0 <= d < w and region[c][d] and not out[c][d]:
                            out[c][d] = n
                            todo.append((c, d))
    return out
