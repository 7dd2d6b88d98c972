"""You compare all with the first one only. Nobody is the truth here: every pair counts."""


def dice(first, second):
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
    values = []
    for other in range(1, len(labels)):
        values.append(dice(labels[0], labels[other]))
    return sum(values) / len(values)
