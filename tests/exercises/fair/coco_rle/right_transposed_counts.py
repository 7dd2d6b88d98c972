def run_lengths(mask):
    transposed = list(map(list, zip(*mask)))
    flat = sum(transposed, [])
    counts = [0]
    previous = 0
    for value in flat:
        if value == previous:
            counts[-1] += 1
        else:
            counts.append(1)
            previous = value
    return counts
