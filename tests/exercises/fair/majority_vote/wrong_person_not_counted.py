def majority(masks):
    out = []
    for rows in zip(*masks):
        line = []
        for votes in zip(*rows):
            best = 0
            for label in range(3):
                if votes.count(label) > votes.count(best):
                    best = label
            line.append(best)
        out.append(line)
    return out
