"""You divide by the true pixels of the class alone, which is recall. The union holds the pixels predicted as the class too."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / sum(confusion[label]) if sum(confusion[label]) else 0.0)
    return sum(ious) / len(ious) if ious else None
