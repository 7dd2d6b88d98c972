def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for y in range(len(probs) - 1):
        for x in range(len(probs[0])):
            overlap += probs[y][x] * truth[y][x]
            predicted += probs[y][x]
            true += truth[y][x]
    return 1 - 2 * overlap / (predicted + true)
