def run_lengths(mask, counts=[]):
    now, length = 0, 0
    for x in range(len(mask[0])):
        for row in mask:
            if row[x] != now:
                counts.append(length)
                now, length = row[x], 0
            length += 1
    counts.append(length)
    return counts
