import math


def pixel_loss(logits, label):
    """The cross-entropy of one pixel, from the logits as the network gives them."""
    # Add the classes one at a time: log(exp(a) + exp(b)) is the larger of the two plus log(1 + exp(-difference)).
    total = logits[0]
    for logit in logits[1:]:
        total = max(total, logit) + math.log(1 + math.exp(-abs(total - logit)))
    return total - logits[label]
