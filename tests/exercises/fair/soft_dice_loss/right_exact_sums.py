import math


def soft_dice_loss(probs, truth):
    """fsum loses nothing on the way."""
    inside = math.fsum(p for pr, tr in zip(probs, truth) for p, t in zip(pr, tr) if t == 1)
    everything = math.fsum(p for row in probs for p in row)
    return 1 - 2 * inside / (everything + sum(map(sum, truth)))
