import math


def pixel_loss(logits, label):
    largest = max(logits)
    powers = [math.exp(z - largest) for z in logits]
    p = powers[label] / sum(powers)
    return -math.log(max(p, 1e-300))
