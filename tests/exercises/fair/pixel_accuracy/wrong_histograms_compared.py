from collections import Counter


def pixel_accuracy(prediction, ground_truth):
    p = Counter(c for row in prediction for c in row)
    t = Counter(c for row in ground_truth for c in row)
    return (p & t).total() / t.total()
