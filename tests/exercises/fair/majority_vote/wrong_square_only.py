def majority(masks):
    size = len(masks[0])
    out = []
    for y in range(size):
        line = []
        for x in range(size):
            votes = [mask[y][x] for mask in masks]
            line.append(max(range(4), key=votes.count))
        out.append(line)
    return out
