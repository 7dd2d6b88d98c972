from collections import Counter
from itertools import chain


def iou_and_dice(prediction, ground_truth, label):
    pairs = Counter(
        (p == label, t == label) for p, t in zip(chain(*prediction), chain(*ground_truth))
    )
    both = pairs[True, True]
    one = pairs[True, False] + pairs[False, True]
    return both / (both + one), 2 * both / (2 * both + one)
