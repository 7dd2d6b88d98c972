"""This is still the code as it was: a class that no pixel has counts as 0 and pulls the mean down. Leave it out of the list and of the number you divide by."""


def mean_iou(confusion):
    ious = []
    for label in range(0, len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        ious.append(shared / either if either else 0.0)
    return sum(ious) / len(confusion)
