def components(region):
    height, width = len(region), len(region[0])
    grid = [[0] * width for _ in range(height)]
    free = 1
    for y in range(height):
        for x in range(width):
            if region[y][x] == 0:
                continue
            above = grid[y - 1][x] if y > 0 else 0
            before = grid[y][x - 1] if x > 0 else 0
            if above == 0 and before == 0:
                grid[y][x] = free
                free += 1
            elif above == 0 or before == 0 or above == before:
                grid[y][x] = above or before
            else:
                # two pieces meet: everything with the larger number gets the smaller one
                small, large = min(above, before), max(above, before)
                grid[y][x] = small
                for row in grid:
                    for i in range(width):
                        if row[i] == large:
                            row[i] = small
    # close the gaps between the numbers
    used = []
    for row in grid:
        for value in row:
            if value != 0 and value not in used:
                used.append(value)
    return [[used.index(value) + 1 if value else 0 for value in row] for row in grid]
