def dice(first, second):
    """Twice the shared cells, divided by the cells of both masks added up."""
    shared = sum(
        first[row][column] * second[row][column]
        for row in range(len(first))
        for column in range(len(first[0]))
    )
    sizes = sum(map(sum, first)) + sum(map(sum, second))
    if ___:
        return 1.0
    return ___


def agreement(labels):
    """The mean Dice over all pairs of masks, each pair once."""
    values = []
    for one in range(len(labels)):
        for other in ___:
            values.append(dice(labels[one], labels[other]))
    return sum(values) / len(values)
