import math


def focal_pixel_loss(logits, label):
    """The cross-entropy of one pixel times (1 - p) squared, from the logits as the network gives them.

    logits lists one number per class, label is the index of the true class. Logits may be in the thousands.
    """
    ...
