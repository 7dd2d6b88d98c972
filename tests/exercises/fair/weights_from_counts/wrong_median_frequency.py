from statistics import median


def weights_from_counts(counts):
    middle = median(c for c in counts if c)
    return [middle / c if c else 0.0 for c in counts]
