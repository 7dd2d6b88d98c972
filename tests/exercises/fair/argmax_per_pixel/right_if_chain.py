def class_map(scores):
    labels = []
    for row in scores:
        names = []
        for b, p, d in row:
            if b >= p and b >= d:
                names.append("background")
            elif p >= d:
                names.append("person")
            else:
                names.append("dog")
        labels.append(names)
    return labels
