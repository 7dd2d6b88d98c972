"""You write down the runs of 1 only. Without those of 0 between them nobody knows where they lie."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                if running == 1:
                    counts.append(length)
                running, length = mask[row][column], 0
            length += 1
    if running == 1:
        counts.append(length)
    return counts
