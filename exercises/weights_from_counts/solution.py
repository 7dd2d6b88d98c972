def weights_from_counts(counts):
    """The weight of each class: inverse to its share, 1 on average over the pixels."""
    total = sum(counts)
    present = 0
    for count in counts:
        if count > 0:
            present += 1
    weights = []
    for count in counts:
        if count > 0:
            weights.append(total / (present * count))
        else:
            weights.append(0.0)
    return weights
