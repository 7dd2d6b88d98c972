import math


def pixel_loss(logits, label):
    biggest = logits[0]
    for i in range(1, len(logits)):
        if logits[i] > biggest:
            biggest = logits[i]
    total = 0
    for i in range(len(logits)):
        total = total + math.exp(logits[i] - biggest)
    return math.log(total) + biggest - logits[label]
