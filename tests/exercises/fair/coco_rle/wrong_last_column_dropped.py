def run_lengths(mask):
    counts = []
    current, length = 0, 0
    for x in range(len(mask[0]) - 1):
        for y in range(len(mask)):
            if mask[y][x] != current:
                counts.append(length)
                current, length = mask[y][x], 0
            length += 1
    counts.append(length)
    return counts
