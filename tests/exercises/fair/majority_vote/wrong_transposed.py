def majority(masks):
    out = []
    for x in range(len(masks[0][0])):
        line = []
        for y in range(len(masks[0])):
            votes = [mask[y][x] for mask in masks]
            line.append(max(range(4), key=votes.count))
        out.append(line)
    return out
