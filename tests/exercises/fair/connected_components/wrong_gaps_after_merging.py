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
            elif above and before and above != before:
                small, large = min(above, before), max(above, before)
                grid[y][x] = small
                grid = [[small if value == large else value for value in row] for row in grid]
            else:
                grid[y][x] = max(above, before)
    return grid
