"""You add up the probabilities on the object only. Then it costs nothing to paint the background too: the sum of p must run over all pixels."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            overlap += p * t
            predicted += p * t
            true += t
    return 1 - 2 * overlap / (predicted + true)
