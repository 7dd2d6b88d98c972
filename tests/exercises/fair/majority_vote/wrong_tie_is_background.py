def majority(masks):
    out = []
    for rows in zip(*masks):
        line = []
        for votes in zip(*rows):
            counts = [votes.count(label) for label in range(4)]
            most = max(counts)
            line.append(counts.index(most) if counts.count(most) == 1 else 0)
        out.append(line)
    return out
