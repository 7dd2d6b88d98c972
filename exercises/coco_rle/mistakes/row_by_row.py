"""You read the mask row by row. COCO goes down each column before it takes the next one."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for row in range(height):
        for column in range(width):
            if mask[row][column] != running:
                counts.append(length)
                running, length = mask[row][column], 0
            length += 1
    counts.append(length)
    return counts
