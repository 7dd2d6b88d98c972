def dice(first, second):
    """Twice the shared cells, divided by the cells of both masks added up."""
    shared = sum(
        first[row][column] * second[row][column]
        for row in range(len(first))
        for column in range(len(first[0]))
    )
    sizes = sum(map(sum, first)) + sum(map(sum, second))
    if sizes == 0:
        return 1.0
    return 2 * shared / sizes


def agreement(labels):
    """The mean Dice over all pairs of masks, each pair once."""
    values = []
    for one in range(len(labels)):
        for other in range(one + 1, len(labels)):
            values.append(dice(labels[one], labels[other]))
    return sum(values) / len(values)
