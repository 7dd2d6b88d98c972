def soft_dice_loss(probs, truth):
    """One minus the soft Dice of the object."""
    overlap = 0.0
    predicted = 0.0
    true = 0
    for prob_row, true_row in zip(probs, truth, strict=True):
        for p, t in zip(prob_row, true_row, strict=True):
            overlap += p * t
            predicted += p
            true += t
    return 1 - 2 * overlap / (predicted + true)
