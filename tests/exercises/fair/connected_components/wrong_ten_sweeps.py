def components(region):
    h, w = len(region), len(region[0])
    label = [[region[y][x] * (y * w + x + 1) for x in range(w)] for y in range(h)]
    for _ in range(10):
        for y in range(h):
            for x in range(w):
                if label[y][x]:
                    for ny, nx in ((y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)):
                        if 0 <= ny < h and 0 <= nx < w and label[ny][nx]:
                            label[y][x] = min(label[y][x], label[ny][nx])
    order = sorted({v for row in label for v in row if v})
    return [[order.index(v) + 1 if v else 0 for v in row] for row in label]
