import math


def pixel_loss(logits, label):
    mean = sum(logits) / len(logits)
    shifted = [z - mean for z in logits]
    return math.log(sum(math.exp(z) for z in shifted)) - shifted[label]
