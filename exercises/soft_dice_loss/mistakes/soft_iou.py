"""This is one minus the soft IoU: you divide the overlap by the union. Dice divides twice the overlap by the two sizes added up."""


def soft_dice_loss(probs, truth):
    overlap = predicted = true = 0
    for prob_row, true_row in zip(probs, truth):
        for p, t in zip(prob_row, true_row):
            overlap += p * t
            predicted += p
            true += t
    return 1 - overlap / (predicted + true - overlap)
