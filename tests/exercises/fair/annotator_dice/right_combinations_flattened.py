from itertools import chain, combinations
from statistics import fmean


def dice(a, b):
    size = sum(a) + sum(b)
    return 2 * sum(p & q for p, q in zip(a, b)) / size if size else 1.0


def agreement(labels):
    flat = [list(chain.from_iterable(mask)) for mask in labels]
    return fmean(dice(a, b) for a, b in combinations(flat, 2))
