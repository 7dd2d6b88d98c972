def components(region):
    h, w = len(region), len(region[0])
    out = [[0] * w for _ in range(h)]
    n = 0
    for row in range(h):
        for column in range(w):
            if region[row][column] == 0 or out[row][column] != 0:
                continue
            n += 1
            y, x = row, column
            walking = True
            while walking:
                out[y][x] = n
                walking = False
                for a, b in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)):
                    if 0 <= a < h and 0 <= b < w and region[a][b] == 1 and out[a][b] == 0:
                        y, x = a, b
                        walking = True
                        break
    return out
