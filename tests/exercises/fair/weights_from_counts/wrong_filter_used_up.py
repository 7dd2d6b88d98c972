def weights_from_counts(counts):
    present = filter(None, counts)
    total = sum(present)
    n = len(list(present)) or 1
    return [total / (n * c) if c else 0.0 for c in counts]
