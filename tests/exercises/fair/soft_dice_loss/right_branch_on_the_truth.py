def soft_dice_loss(probs, truth):
    hit = 0.0
    false_alarm = 0.0
    missed = 0.0
    for p_row, t_row in zip(probs, truth):
        for p, t in zip(p_row, t_row):
            if t == 1:
                hit += p
                missed += 1 - p
            else:
                false_alarm += p
    # Dice = 2 TP / (2 TP + FP + FN)
    return 1 - 2 * hit / (2 * hit + false_alarm + missed)
