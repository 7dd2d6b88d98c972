from functools import reduce


def soft_dice_loss(probs, truth):
    pairs = [pair for rows in zip(probs, truth) for pair in zip(*rows)]

    def add(state, pair):
        top, bottom = state
        p, t = pair
        return top + 2 * p * t, bottom + p + t

    top, bottom = reduce(add, pairs, (0.0, 0.0))
    return (bottom - top) / bottom
