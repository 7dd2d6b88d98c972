def majority(masks):
    out = []
    for y in range(len(masks[0])):
        line = []
        for x in range(len(masks[0][y])):
            votes = [masks[i][y][x] for i in range(1, len(masks))]
            line.append(max(range(4), key=votes.count))
        out.append(line)
    return out
