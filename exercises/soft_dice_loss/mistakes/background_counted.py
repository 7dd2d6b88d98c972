"""Your overlap counts background that is predicted as background, too. Then a large background drowns a small object, which is what Dice is there to prevent."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            overlap += p * t + (1 - p) * (1 - t)
            predicted += 1
            true += 1
    return 1 - 2 * overlap / (predicted + true)
