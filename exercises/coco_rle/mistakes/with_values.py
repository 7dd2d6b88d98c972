"""You write each length with its value. COCO leaves the values out: they alternate, and the first is 0."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                counts.append((running, length))
                running, length = mask[row][column], 0
            length += 1
    counts.append((running, length))
    return counts
