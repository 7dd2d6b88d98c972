"""You add up the shared cells and the sizes of all pairs and divide at the end, so larger masks count more.
Each pair has its own Dice, and their mean is asked for."""


def counts(first, second):
    shared = sum(
        first[row][column] * second[row][column]
        for row in range(len(first))
        for column in range(len(first[0]))
    )
    sizes = sum(map(sum, first)) + sum(map(sum, second))
    return 2 * shared, sizes


def agreement(labels):
    values = []
    for one in range(len(labels)):
        for other in range(one + 1, len(labels)):
            values.append(counts(labels[one], labels[other]))
    return (
        sum(value[0] for value in values) / sum(value[1] for value in values)
        if any(value[1] for value in values)
        else 1.0
    )
