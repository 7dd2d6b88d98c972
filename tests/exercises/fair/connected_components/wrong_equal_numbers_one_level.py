def components(region):
    h, w = len(region), len(region[0])
    label = [[0] * w for _ in range(h)]
    same = {}
    free = 1
    for y in range(h):
        for x in range(w):
            if not region[y][x]:
                continue
            above = label[y - 1][x] if y else 0
            before = label[y][x - 1] if x else 0
            if not above and not before:
                label[y][x] = free
                same[free] = free
                free += 1
            elif above and before:
                small, large = min(above, before), max(above, before)
                label[y][x] = small
                same[large] = min(same[large], small)
            else:
                label[y][x] = above or before
    # looked up once, not until it stays the same
    label = [[same[v] if v else 0 for v in row] for row in label]
    used = []
    for row in label:
        for v in row:
            if v and v not in used:
                used.append(v)
    return [[used.index(v) + 1 if v else 0 for v in row] for row in label]
