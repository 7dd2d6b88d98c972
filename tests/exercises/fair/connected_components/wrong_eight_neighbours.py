def components(region):
    h, w = len(region), len(region[0])
    out = [[0] * w for _ in range(h)]
    number = 0
    for y in range(h):
        for x in range(w):
            if region[y][x] and not out[y][x]:
                number += 1
                stack = [(y, x)]
                while stack:
                    a, b = stack.pop()
                    if not (0 <= a < h and 0 <= b < w) or not region[a][b] or out[a][b]:
                        continue
                    out[a][b] = number
                    for da in (-1, 0, 1):
                        for db in (-1, 0, 1):
                            stack.append((a + da, b + db))
    return out
