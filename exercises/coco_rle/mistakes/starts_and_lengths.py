"""You write where each run of 1 starts, counted from 1, and how long it is. That is another format, of some
competitions. COCO writes the lengths of all runs."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                counts.append(length)
                running, length = mask[row][column], 0
            length += 1
    counts.append(length)
    start = 1
    pairs = []
    for place, count in enumerate(counts):
        if place % 2 == 1:
            pairs += [start, count]
        start += count
    counts = pairs
    return counts
