def weights_from_counts(counts):
    present = sum(1 for c in counts if c)
    return [sum(counts) / present * c if c else 0.0 for c in counts]
