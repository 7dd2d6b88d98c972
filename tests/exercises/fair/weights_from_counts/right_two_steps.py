def weights_from_counts(counts):
    """First 1 / share, then everything divided by the mean weight of a pixel."""
    total = sum(counts)
    weights = []
    for count in counts:
        share = count / total
        if share > 0:
            weights.append(1 / share)
        else:
            weights.append(0.0)
    mean = 0
    for count, weight in zip(counts, weights):
        mean += count * weight / total
    return [weight / mean for weight in weights]
