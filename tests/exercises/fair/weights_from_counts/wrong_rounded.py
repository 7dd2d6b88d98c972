def weights_from_counts(counts):
    present = sum(1 for c in counts if c)
    return [round(sum(counts) / (present * c), 3) if c else 0.0 for c in counts]
