import math


def pixel_loss(logits, label):
    """The cross-entropy of one pixel, from the logits as the network gives them."""
    # The lines with the bug:
    #     total = sum(math.exp(logit) for logit in logits)
    #     logits = [math.exp(logit) / total for logit in logits]
    #     return math.log(sum(math.exp(logit) for logit in logits)) - logits[label]
    shifted = ___
    return ___
