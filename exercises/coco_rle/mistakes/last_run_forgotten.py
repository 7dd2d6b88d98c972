"""The last run is missing. Nothing ends it but the end of the mask."""


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
    return counts
