import math


def pixel_loss(logits, label):
    top = max(logits)
    return (math.log(sum(math.exp(z - top) for z in logits)) - (logits[label] - top)) / len(logits)
