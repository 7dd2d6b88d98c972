"""You add up the loss of every class. Only the true class of the pixel has one."""

import math


def pixel_loss(logits, label):
    largest = max(logits)
    total = math.log(sum(math.exp(logit - largest) for logit in logits))
    return sum(total - (logit - largest) for logit in logits)
