def mean_iou(confusion):
    """The mean IoU over the classes in the truth or the prediction; None if there is no pixel."""
    ious = []
    for label in range(len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        # The lines with the bug:
        #     ious.append(shared / either if either else 0.0)
        # return sum(ious) / len(confusion)
        if ___:
            ious.append(___)
    return ___
