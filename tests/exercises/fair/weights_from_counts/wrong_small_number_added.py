def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for c in counts if c)
    return [total / (present * (c + 1e-3)) for c in counts]
