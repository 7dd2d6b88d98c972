def majority(masks):
    out = []
    for rows in zip(*masks):
        line = []
        for votes in zip(*rows):
            choice = votes[0]
            for label in votes:
                if votes.count(label) * 2 > len(votes):
                    choice = label
            line.append(choice)
        out.append(line)
    return out
