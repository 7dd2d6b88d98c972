def nms_with_counts(boxes, scores, threshold):
    """A tuple (position, removed) for each box that stays, surest first.

    boxes is a list of (left, top, right, bottom), scores a list of numbers from 0 to 1, no two equal.
    A box is removed by a surer one that stays if their IoU is above the threshold.
    """
    ...
