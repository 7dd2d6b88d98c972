"""You return the score itself. A loss must fall as the prediction gets better, and this rises."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            overlap += p * t
            predicted += p
            true += t
    return 2 * overlap / (predicted + true)
