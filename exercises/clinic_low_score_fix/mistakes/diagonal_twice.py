"""Your union counts the shared pixels twice: they are in the row and in the column. Take them off once."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion)
        if either:
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else None
