def soft_dice_loss(probs, truth):
    pairs = ((p, t) for rows in zip(probs, truth) for p, t in zip(*rows))
    overlap = sum(p * t for p, t in pairs)
    sizes = sum(p + t for p, t in pairs)
    return 1 - 2 * overlap / (sizes or 1)
