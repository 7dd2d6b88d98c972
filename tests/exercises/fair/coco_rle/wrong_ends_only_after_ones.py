def run_lengths(mask):
    # the last run is only written if it is of the object
    counts = []
    now, length = 0, 0
    for x in range(len(mask[0])):
        for y in range(len(mask)):
            if mask[y][x] == now:
                length += 1
            else:
                counts.append(length)
                now, length = mask[y][x], 1
    if now == 1:
        counts.append(length)
    return counts
