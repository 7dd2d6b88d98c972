def weights_from_counts(counts):
    present = sum(1 for c in counts if c)
    shares = [round(c / sum(counts), 3) for c in counts]
    return [1 / (present * share) if share else 0.0 for share in shares]
