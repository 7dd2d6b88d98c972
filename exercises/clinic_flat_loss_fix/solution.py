import math


def pixel_loss(logits, label):
    """The cross-entropy of one pixel, from the logits as the network gives them."""
    largest = max(logits)
    shifted = [logit - largest for logit in logits]
    return math.log(sum(math.exp(logit) for logit in shifted)) - shifted[label]
