def weights_from_counts(counts):
    total = sum(counts)
    present = 0
    for c in counts:
        if c > 1:
            present += 1
    return [total / (present * c) if c > 1 else 0.0 for c in counts]
