def soft_dice_loss(probs, truth):
    n = len(probs)
    overlap = sizes = 0
    for y in range(n):
        for x in range(n):
            overlap += probs[y][x] * truth[y][x]
            sizes += probs[y][x] + truth[y][x]
    return 1 - 2 * overlap / sizes
