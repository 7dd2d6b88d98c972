def soft_dice_loss(probs, truth):
    overlap = sizes = 0
    for p_row, t_row in zip(probs, truth):
        for p, t in zip(p_row, t_row):
            overlap += (1 - p) * (1 - t)
            sizes += (1 - p) + (1 - t)
    return 1 - 2 * overlap / sizes
