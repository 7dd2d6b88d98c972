"""You leave the absent classes out of the sum, but still divide by the number of all classes. Divide by how many there are."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / either)
    return sum(ious) / len(confusion) if ious else None
