def dice(first, second):
    if not any(cell for row in second for cell in row):
        return 1.0
    shared = 0
    for row_a, row_b in zip(first, second):
        for a, b in zip(row_a, row_b):
            if a and b:
                shared += 1
    return 2 * shared / (sum(map(sum, first)) + sum(map(sum, second)))


def agreement(labels):
    values = []
    for i in range(len(labels)):
        for j in range(i + 1, len(labels)):
            values.append(dice(labels[i], labels[j]))
    return sum(values) / len(values)
