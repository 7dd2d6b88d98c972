def soft_dice_loss(probs, truth):
    overlap = sizes = 0
    for p_row, t_row in zip(probs, truth):
        for p, t in zip(p_row, t_row):
            sizes += t
            if p > 0.5:
                overlap += p * t
                sizes += p
    return 1 - 2 * overlap / sizes
