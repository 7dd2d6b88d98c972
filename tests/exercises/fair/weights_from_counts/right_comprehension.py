def weights_from_counts(counts):
    classes = len(counts) - counts.count(0)
    return [sum(counts) / (classes * count) if count else 0.0 for count in counts]
