"""Where the mask begins with a 1, you leave the first length out. Then nobody can tell which runs count 0:
the first length always does, and here it is 0."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                if length > 0:
                    counts.append(length)
                running, length = mask[row][column], 0
            length += 1
    counts.append(length)
    return counts
