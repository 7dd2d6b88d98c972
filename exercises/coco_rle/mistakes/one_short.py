"""The cell that begins a new run is not counted, so each run but the first is one too short. It belongs to
the new run."""


def run_lengths(mask):
    height, width = len(mask), len(mask[0])
    counts = []
    running, length = 0, 0
    for column in range(width):
        for row in range(height):
            if mask[row][column] != running:
                counts.append(length)
                running, length = mask[row][column], 0
            else:
                length += 1
    counts.append(length)
    return counts
