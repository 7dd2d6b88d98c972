"""You square the probabilities below the line. The V-Net paper did so, but this task follows the formula above: the plain sum of p."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            overlap += p * t
            predicted += p * p
            true += t
    return 1 - 2 * overlap / (predicted + true)
