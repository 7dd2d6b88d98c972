def iou(first, second):
    """The cells that are 1 in both masks, divided by the cells that are 1 in at least one."""
    shared, either = 0, 0
    for first_row, second_row in zip(first, second, strict=True):
        for here, there in zip(first_row, second_row, strict=True):
            shared += here * there
            either += max(here, there)
    return shared / either if either else 1.0


def least_agreement(labels):
    """The lowest IoU of all pairs of masks."""
    values = []
    for one in range(len(labels)):
        for other in range(one + 1, len(labels)):
            values.append(iou(labels[one], labels[other]))
    return min(values)
