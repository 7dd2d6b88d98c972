def weights_from_counts(counts):
    """The weight of each class: inverse to its share, 1 on average over the pixels."""
    total = sum(counts)
    shares = [count / total for count in counts]
    raw = [1 / share if share else 0.0 for share in shares]
    # The mean weight of a pixel before it is scaled: each class that occurs adds share · 1 / share.
    mean = sum(weight * share for weight, share in zip(raw, shares, strict=True))
    return [weight / mean for weight in raw]
