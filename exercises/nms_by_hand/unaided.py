def nms(boxes, scores, threshold):
    """The positions of the boxes that stay, surest first.

    boxes is a list of (left, top, right, bottom), scores a list of numbers from 0 to 1, no two equal.
    A box is removed by a surer one that stays if their IoU is above the threshold.
    """
    ...
