def sums(probs, truth):
    if len(probs) == 0:
        return 0.0, 0.0
    overlap, sizes = sums(probs[1:], truth[1:])
    overlap += sum(map(lambda p, t: p * t, probs[0], truth[0]))
    sizes += sum(probs[0]) + sum(truth[0])
    return overlap, sizes


def soft_dice_loss(probs, truth):
    overlap, sizes = sums(probs, truth)
    return 1 - (overlap + overlap) / sizes
