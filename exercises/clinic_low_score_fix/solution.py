def mean_iou(confusion):
    """The mean IoU over the classes in the truth or the prediction; None if there is no pixel."""
    ious = []
    for label in range(len(confusion)):
        shared = confusion[label][label]
        either = sum(confusion[label]) + sum(row[label] for row in confusion) - shared
        if either:
            ious.append(shared / either)
    return sum(ious) / len(ious) if ious else None
