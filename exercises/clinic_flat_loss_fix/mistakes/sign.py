"""Your loss is below 0: the difference stands the wrong way round. The logarithm of the sum is the larger of the two."""

import math


def pixel_loss(logits, label):
    largest = max(logits)
    return logits[label] - largest - math.log(sum(math.exp(logit - largest) for logit in logits))
