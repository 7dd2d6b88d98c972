def soft_dice_loss(probs, truth):
    oben = 0
    summe_p = 0
    summe_t = 0
    for zeile in range(len(probs)):
        for spalte in range(len(probs[zeile])):
            oben = oben + probs[zeile][spalte] * truth[zeile][spalte]
            summe_p = summe_p + probs[zeile][spalte]
            summe_t = summe_t + truth[zeile][spalte]
    dice = 2 * oben / (summe_p + summe_t)
    return 1 - dice
