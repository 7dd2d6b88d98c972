def class_map(scores):
    out = []
    for row in scores:
        line = []
        for b, p, d in row:
            if p > b and p > d:
                line.append("person")
            elif d > b and d > p:
                line.append("dog")
            else:
                line.append("background")
        out.append(line)
    return out
