def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for c in counts if c)
    weights = [0.0] * len(counts)
    for i, c in enumerate(counts):
        if c == 0:
            break
        weights[i] = total / (present * c)
    return weights
