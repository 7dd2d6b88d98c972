def run_lengths(mask):
    h = len(mask)
    w = len(mask[0])
    column_wise = []
    for x in range(w):
        for y in range(h):
            column_wise.append(mask[y][x])
    lengths = []
    i = 0
    looking_for = 0
    while i < len(column_wise):
        n = 0
        while i < len(column_wise) and column_wise[i] == looking_for:
            n += 1
            i += 1
        lengths.append(n)
        looking_for = 1 - looking_for
    return lengths
