def components(region):
    h = len(region)
    w = len(region[0])
    label = [[region[y][x] * (y * w + x + 1) for x in range(w)] for y in range(h)]
    changed = True
    while changed:
        changed = False
        for y in range(h):
            for x in range(w):
                if label[y][x] == 0:
                    continue
                for ny, nx in ((y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)):
                    if ny in range(h) and nx in range(w) and label[ny][nx] != 0:
                        if label[ny][nx] < label[y][x]:
                            label[y][x] = label[ny][nx]
                            changed = True
    order = sorted(set(sum(label, [])) - {0})
    return [[0 if v == 0 else order.index(v) + 1 for v in row] for row in label]
