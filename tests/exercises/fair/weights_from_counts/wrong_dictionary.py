def weights_from_counts(counts):
    present = sum(1 for c in counts if c)
    return {i: sum(counts) / (present * c) if c else 0.0 for i, c in enumerate(counts)}
