def weights_from_counts(counts):
    classes = set(counts)
    classes.discard(0)
    total = sum(counts)
    return [total / (len(classes) * c) if c else 0.0 for c in counts]
