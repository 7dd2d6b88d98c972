import functools
import math


def pixel_loss(logits, label):
    n = functools.reduce(lambda a, b: a if a > b else b, logits)
    decalage = list(logits)
    k = 0
    while k < len(decalage):
        decalage[k] -= n
        k += 1
    somme = sum(math.e ** d for d in decalage)
    return math.log(somme, math.e) - decalage[label]
