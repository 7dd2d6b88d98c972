"""Where there is no pixel you return 0.0. There was nothing to get wrong: return None."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else 0.0
