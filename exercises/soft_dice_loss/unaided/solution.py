def soft_iou_loss(probs, truth):
    """One minus the soft IoU of the object."""
    shared = 0.0
    sizes = 0.0
    for prob_row, true_row in zip(probs, truth, strict=True):
        for p, t in zip(prob_row, true_row, strict=True):
            shared += p * t
            sizes += p + t
    return 1 - shared / (sizes - shared)
