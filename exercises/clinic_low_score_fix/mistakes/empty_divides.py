"""Your function divides by zero where there is no pixel at all. Return None then."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / either)
    return sum(ious) / len(ious)
