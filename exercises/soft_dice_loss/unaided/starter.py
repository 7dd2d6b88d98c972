def soft_iou_loss(probs, truth):
    """One minus the soft IoU of the object.

    `probs` are rows of probabilities of the object, `truth` rows of 1 (object) and 0, of
    the same size. At least one pixel of the truth is 1.
    """
    ...
