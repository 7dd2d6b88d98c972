"""You compare each one with the next in the list only. Every pair counts."""


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
    for one in range(len(labels) - 1):
        values.append(dice(labels[one], labels[one + 1]))
    return sum(values) / len(values)
