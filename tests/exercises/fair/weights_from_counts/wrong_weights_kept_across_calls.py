def weights_from_counts(counts, weights=[]):
    total = sum(counts)
    present = sum(1 for c in counts if c)
    for c in counts:
        weights.append(total / (present * c) if c else 0.0)
    return weights
