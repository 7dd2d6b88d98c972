"""You leave pairs of empty masks out of the mean. They agree, so they count with 1.0."""


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
    for one in range(len(labels)):
        for other in range(one + 1, len(labels)):
            if any(map(sum, labels[one])) or any(map(sum, labels[other])):
                values.append(dice(labels[one], labels[other]))
    return sum(values) / len(values) if values else 1.0
