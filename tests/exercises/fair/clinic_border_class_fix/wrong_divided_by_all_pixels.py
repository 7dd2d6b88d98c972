import numpy as np


def mean_loss(log_probs, labels):
    total = 0.0
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            total += -pixel[label]
    n = np.size(labels)
    return total / n if n else 0.0
