def soft_dice_loss(probs, truth):
    n = len(probs) * len(probs[0])
    overlap = sum(p * t for a, b in zip(probs, truth) for p, t in zip(a, b))
    return 1 - 2 * overlap / n
