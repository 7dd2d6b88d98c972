import math


def pixel_loss(logits, label):
    """How far the log of the sum lies above the true class's own logit."""
    gaps = [z - logits[label] for z in logits]
    top = max(gaps)
    return top + math.log(math.fsum(math.exp(g - top) for g in gaps))
