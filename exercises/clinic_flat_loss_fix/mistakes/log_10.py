"""You use the logarithm to base 10. Cross-entropy here uses the natural logarithm, `math.log`."""

import math


def pixel_loss(logits, label):
    largest = max(logits)
    return -math.log10(math.exp(logits[label] - largest) / sum(math.exp(logit - largest) for logit in logits))
