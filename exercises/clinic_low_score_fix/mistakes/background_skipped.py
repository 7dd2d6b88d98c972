"""You leave out class 0 whether it is there or not. It counts like any other class."""


def mean_iou(confusion):
    ious = []
    for label in range(1, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else None
