"""You leave out the classes that the truth lacks. If the prediction has such a class, it has a union, and its IoU is 0."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if sum(confusion[label]):
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else None
