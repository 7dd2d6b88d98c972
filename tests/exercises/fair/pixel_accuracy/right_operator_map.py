from itertools import chain
from operator import eq


def pixel_accuracy(prediction, ground_truth):
    hits = list(map(eq, chain.from_iterable(prediction), chain.from_iterable(ground_truth)))
    return hits.count(True) / len(hits)
