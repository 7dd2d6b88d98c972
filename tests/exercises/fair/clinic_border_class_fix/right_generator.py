import math


def losses(log_probs, labels):
    """The loss of every pixel that counts."""
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            yield -pixel[label]


def mean_loss(log_probs, labels):
    values = tuple(losses(log_probs, labels))
    if not values:
        return 0.0
    return math.fsum(values) / len(values)
