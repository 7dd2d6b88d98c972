from itertools import chain


def flat(grid):
    return chain.from_iterable(grid)


def soft_dice_loss(probs, truth):
    overlap = sum(p * t for p, t in zip(flat(probs), flat(truth)))
    sizes = sum(flat(probs)) + sum(flat(truth))
    return 1 - 2 * overlap / sizes
