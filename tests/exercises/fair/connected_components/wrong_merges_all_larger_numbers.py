import numpy as np


def components(region):
    region = np.array(region)
    h, w = region.shape
    grid = np.zeros((h, w), dtype=int)
    free = 1
    for y in range(h):
        for x in range(w):
            if region[y, x] == 0:
                continue
            above = grid[y - 1, x] if y > 0 else 0
            before = grid[y, x - 1] if x > 0 else 0
            if above == 0 and before == 0:
                grid[y, x] = free
                free += 1
            elif above == 0 or before == 0 or above == before:
                grid[y, x] = max(above, before)
            else:
                grid[y, x] = max(above, before)
                grid[grid >= max(above, before)] = min(above, before)
    used = []
    for value in grid.ravel():
        if value and value not in used:
            used.append(value)
    return [[used.index(v) + 1 if v else 0 for v in row] for row in grid]
