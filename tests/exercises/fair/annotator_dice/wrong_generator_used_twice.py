from itertools import combinations


def agreement(labels):
    pairs = combinations([[c for row in mask for c in row] for mask in labels], 2)
    count = len(list(pairs))
    total = 0.0
    for a, b in pairs:
        size = sum(a) + sum(b)
        total += 2 * sum(x * y for x, y in zip(a, b)) / size if size else 1.0
    return total / count
