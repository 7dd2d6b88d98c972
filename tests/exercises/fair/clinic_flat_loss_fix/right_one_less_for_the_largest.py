from math import exp, log1p


def pixel_loss(logits, label):
    # The largest one becomes exp(0) = 1, so log1p takes the others.
    ordered = sorted(logits)
    largest = ordered.pop()
    return largest - logits[label] + log1p(sum(exp(z - largest) for z in ordered))
