def run_lengths(mask):
    cells = [row[x] for x in range(len(mask[0])) for row in mask]
    counts = [] if cells[0] == 0 else [0]
    length = 1
    for i in range(1, len(cells) - 1):
        if cells[i] == cells[i - 1]:
            length += 1
        else:
            counts.append(length)
            length = 1
    counts.append(length)
    return counts
