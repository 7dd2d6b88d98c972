def bottom_up(skip, up):
    """The channels of `up`, then those of the skip after max pooling of 2 x 2 cells."""
    pooled = []
    for channel in skip:
        rows = []
        for upper, lower in zip(channel[::2], channel[1::2], strict=True):
            row = []
            for column in range(0, len(upper), 2):
                row.append(max(upper[column], upper[column + 1], lower[column], lower[column + 1]))
            rows.append(row)
        pooled.append(rows)
    return up + pooled
