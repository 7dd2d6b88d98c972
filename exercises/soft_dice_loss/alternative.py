def soft_dice_loss(probs, truth):
    """One minus the soft Dice of the object."""
    pairs = [
        (p, t)
        for prob_row, true_row in zip(probs, truth, strict=True)
        for p, t in zip(prob_row, true_row, strict=True)
    ]
    # What is missed and what is too much, as a share of both sizes: the same number from the other side.
    wrong = sum(abs(p - t) for p, t in pairs)
    return wrong / sum(p + t for p, t in pairs)
