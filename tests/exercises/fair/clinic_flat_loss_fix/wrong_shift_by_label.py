import math


def pixel_loss(logits, label):
    return math.log(sum(math.exp(z - logits[label]) for z in logits))
