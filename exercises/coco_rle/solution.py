def run_lengths(mask):
    """The lengths of the runs, column by column; the first one counts 0."""
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
    return counts
