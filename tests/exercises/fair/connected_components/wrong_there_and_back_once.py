def components(region):
    h, w = len(region), len(region[0])
    label = [[region[y][x] * (y * w + x + 1) for x in range(w)] for y in range(h)]
    cells = [(y, x) for y in range(h) for x in range(w) if region[y][x]]
    # once forwards, once backwards
    for order in (cells, cells[::-1]):
        for y, x in order:
            for ny, nx in ((y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)):
                if 0 <= ny < h and 0 <= nx < w and region[ny][nx]:
                    label[y][x] = min(label[y][x], label[ny][nx])
    used = sorted({v for row in label for v in row if v})
    return [[used.index(v) + 1 if v else 0 for v in row] for row in label]
