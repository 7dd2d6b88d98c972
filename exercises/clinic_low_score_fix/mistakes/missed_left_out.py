"""You leave out every class without a right pixel. A class that is there and wholly missed has an IoU of 0, and it counts."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if shared:
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else None
