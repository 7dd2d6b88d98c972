import math


def pixel_loss(logits, label):
    largest = max(logits)
    powers = [math.exp(z - largest) for z in logits]
    return -math.log(powers[label] / sum(powers))
