import math


def pixel_loss(logits, label):
    largest = max(logits) or 1
    shifted = [z / largest for z in logits]
    return math.log(sum(math.exp(z) for z in shifted)) - shifted[label]
