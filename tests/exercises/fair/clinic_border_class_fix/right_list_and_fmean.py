from itertools import chain
from statistics import fmean

IGNORE = 255


def mean_loss(log_probs, labels):
    pixels = chain.from_iterable(log_probs)
    targets = chain.from_iterable(labels)
    losses = [-p[t] for p, t in zip(pixels, targets) if t != IGNORE]
    return fmean(losses) if losses else 0.0
