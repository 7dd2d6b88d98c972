from collections import Counter
from itertools import chain


def mean_iou(prediction, ground_truth, num_classes):
    pred = list(chain.from_iterable(prediction))
    true = list(chain.from_iterable(ground_truth))
    size_pred = Counter(pred)
    size_true = Counter(true)
    both = Counter(p for p, t in zip(pred, true) if p == t)
    scores = {}
    for label in size_pred.keys() | size_true.keys():
        scores[label] = both[label] / (size_pred[label] + size_true[label] - both[label])
    return round(sum(scores.values()) / len(scores), 3)
