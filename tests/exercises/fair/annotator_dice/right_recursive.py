def agreement(labels):
    total, pairs = over_pairs(labels)
    return total / pairs


def over_pairs(masks):
    """Sum of the Dice values of all pairs, and how many pairs there are."""
    if len(masks) < 2:
        return 0.0, 0
    first, *rest = masks
    total, pairs = over_pairs(rest)
    for other in rest:
        total += dice(first, other)
        pairs += 1
    return total, pairs


def dice(a, b):
    both = sum(x * y for ra, rb in zip(a, b) for x, y in zip(ra, rb))
    size = sum(x + y for ra, rb in zip(a, b) for x, y in zip(ra, rb))
    if not size:
        return 1.0
    return 2 * both / size
