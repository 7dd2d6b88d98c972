def majority(masks):
    out = []
    for rows in zip(*masks):
        pixels = zip(*rows)
        width = len(list(pixels))
        line = [max(range(4), key=votes.count) for votes in pixels]
        out.append(line[:width])
    return out
