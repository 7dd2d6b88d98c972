from itertools import combinations
from statistics import median


def agreement(labels):
    def dice(a, b):
        size = sum(map(sum, a)) + sum(map(sum, b))
        return 2 * sum(x * y for r, s in zip(a, b) for x, y in zip(r, s)) / size if size else 1.0

    return median(dice(a, b) for a, b in combinations(labels, 2))
