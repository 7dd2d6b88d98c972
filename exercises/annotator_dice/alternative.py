def agreement(labels):
    """The mean Dice over all pairs of masks, each pair once."""
    cells = [
        {(y, x) for y, row in enumerate(mask) for x, value in enumerate(row) if value} for mask in labels
    ]
    total, pairs = 0.0, 0
    while cells:
        first = cells.pop()
        for second in cells:
            sizes = len(first) + len(second)
            # A Dice of 1 minus the share of what only one of the two has.
            total += 1 - len(first ^ second) / sizes if sizes else 1.0
            pairs += 1
    return total / pairs
