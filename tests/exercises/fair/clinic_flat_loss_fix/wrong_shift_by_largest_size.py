import math


def pixel_loss(logits, label):
    largest = max(abs(z) for z in logits)
    shifted = [z - largest for z in logits]
    return math.log(sum(math.exp(z) for z in shifted)) - shifted[label]
