def weights_from_counts(counts):
    n = 0
    c = 0
    for i in range(len(counts)):
        n = n + counts[i]
        if counts[i] != 0:
            c = c + 1
    weights = [0.0] * len(counts)
    for i in range(len(counts)):
        if counts[i] != 0:
            weights[i] = n / (c * counts[i])
    return weights
