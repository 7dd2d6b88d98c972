def weights_from_counts(counts):
    classes = len(counts)
    if 0 in counts:
        classes -= 1
    return [sum(counts) / (classes * c) if c else 0.0 for c in counts]
