def mean_iou(confusion):
    """The mean IoU over the classes in the truth or the prediction; None if there is no pixel."""
    # One pass over the pixels: each is in the union of its true class and, if wrong, of the predicted one too.
    shared, either = {}, {}
    for true, row in enumerate(confusion):
        for predicted, count in enumerate(row):
            for label in {true, predicted}:
                either[label] = either.get(label, 0) + count
            if true == predicted:
                shared[true] = count
    ious = [shared[label] / either[label] for label in either if either[label] > 0]
    return sum(ious) / len(ious) if ious else None
