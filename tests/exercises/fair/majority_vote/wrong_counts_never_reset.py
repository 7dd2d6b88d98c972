def majority(masks):
    counts = [0, 0, 0, 0]
    out = []
    for y in range(len(masks[0])):
        line = []
        for x in range(len(masks[0][0])):
            for mask in masks:
                counts[mask[y][x]] += 1
            line.append(counts.index(max(counts)))
        out.append(line)
    return out
