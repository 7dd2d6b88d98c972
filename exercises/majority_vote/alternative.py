def majority(masks):
    """The mask of the class that most masks give, pixel by pixel."""
    # Sorted by votes, then by id, the winner comes first.
    return [
        [
            sorted((-[mask[y][x] for mask in masks].count(label), label) for label in range(4))[0][1]
            for x in range(len(masks[0][y]))
        ]
        for y in range(len(masks[0]))
    ]
