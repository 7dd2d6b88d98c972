def soft_dice_loss(probs, truth):
    p = sum(map(sum, probs))
    t = sum(map(sum, truth))
    return 1 - 2 * p * t / (p + t)
