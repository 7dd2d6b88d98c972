"""You write where each run ends, not how long it is. A length is counted anew for every run."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                counts.append(length)
                running = mask[row][column]
            length += 1
    counts.append(length)
    return counts
