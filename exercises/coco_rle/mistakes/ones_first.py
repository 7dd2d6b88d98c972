"""Your first length counts 1. In COCO the first length counts 0, also where there is none."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 1, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                counts.append(length)
                running, length = mask[row][column], 0
            length += 1
    counts.append(length)
    return counts
