import math


def focal_pixel_loss(logits, label):
    """The cross-entropy of one pixel times (1 - p) squared, from the logits as the network gives them."""
    largest = max(logits)
    shifted = [logit - largest for logit in logits]
    total = sum(math.exp(logit) for logit in shifted)
    p = math.exp(shifted[label]) / total
    return (1 - p) ** 2 * (math.log(total) - shifted[label])
