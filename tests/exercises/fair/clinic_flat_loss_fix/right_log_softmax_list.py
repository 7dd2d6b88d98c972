import math


def log_softmax(logits):
    top = max(logits)
    log_total = math.log(sum(map(lambda z: math.exp(z - top), logits)))
    return [z - top - log_total for z in logits]


def pixel_loss(logits, label):
    return -log_softmax(logits)[label]
