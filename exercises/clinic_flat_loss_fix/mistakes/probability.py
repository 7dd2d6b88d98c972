"""You return the probability of the true class. The loss is the negative of its logarithm."""

import math


def pixel_loss(logits, label):
    largest = max(logits)
    return math.exp(logits[label] - largest) / sum(math.exp(logit - largest) for logit in logits)
