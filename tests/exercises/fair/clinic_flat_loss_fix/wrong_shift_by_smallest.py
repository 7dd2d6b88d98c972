import math


def pixel_loss(logits, label):
    smallest = min(logits)
    shifted = [z - smallest for z in logits]
    return math.log(sum(math.exp(z) for z in shifted)) - shifted[label]
