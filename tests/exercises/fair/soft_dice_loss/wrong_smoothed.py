def soft_dice_loss(probs, truth, smooth=1):
    overlap = sum(p * t for a, b in zip(probs, truth) for p, t in zip(a, b))
    sizes = sum(map(sum, probs)) + sum(map(sum, truth))
    return 1 - (2 * overlap + smooth) / (sizes + smooth)
