"""A class that no pixel has counts as a perfect 1 in your mean. Some libraries do so; here it is left out."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        ious.append(shared / either if either else 1.0)
    return sum(ious) / len(ious)
