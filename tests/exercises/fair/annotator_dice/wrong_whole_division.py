from itertools import combinations


def agreement(labels):
    values = []
    for a, b in combinations(labels, 2):
        both = sum(x and y for r, s in zip(a, b) for x, y in zip(r, s))
        size = sum(map(sum, a)) + sum(map(sum, b))
        values.append(2 * both // size if size else 1)
    return sum(values) / len(values)
