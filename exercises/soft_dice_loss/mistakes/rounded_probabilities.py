"""You decide each pixel at 0.5 first and then count. That is the Dice score of a mask: it stands still while a probability moves from 0.51 to 0.99, so nothing can be learned from it. Use the probabilities as they are."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            hard = 1 if p > 0.5 else 0
            overlap += hard * t
            predicted += hard
            true += t
    return 1 - 2 * overlap / (predicted + true)
