def run_lengths(mask):
    width, height = len(mask), len(mask[0])
    cells = []
    for x in range(width):
        for y in range(height):
            cells.append(mask[x][y])
    counts = [0]
    now = 0
    for cell in cells:
        if cell != now:
            counts.append(0)
            now = cell
        counts[-1] += 1
    return counts
