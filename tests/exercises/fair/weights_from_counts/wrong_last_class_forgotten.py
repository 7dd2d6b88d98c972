def weights_from_counts(counts):
    total = 0
    present = 0
    for i in range(len(counts) - 1):
        total += counts[i]
        present += counts[i] > 0
    return [total / (present * c) if c else 0.0 for c in counts]
