from itertools import chain


def mean_iou(prediction, ground_truth, num_classes):
    p = list(chain(*prediction))
    t = list(chain(*ground_truth))
    ious = []
    for c in set(p):
        inter = sum(a == b == c for a, b in zip(p, t))
        ious.append(inter / (p.count(c) + t.count(c) - inter))
    return round(sum(ious) / len(ious), 3)
