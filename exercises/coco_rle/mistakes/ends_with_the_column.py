"""You end a run at the foot of each column. A run goes on at the top of the next column if the value stays."""


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
        length = 0
    return counts
