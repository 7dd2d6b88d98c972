import math


def pixel_loss(logits, label):
    largest = max(logits)
    shifted = [z - largest for z in logits]
    return sum(math.log(math.exp(z)) for z in shifted) - shifted[label]
