"""You count a pixel of 255 as one of class 0. Whatever class you give it, the network learns to put that class on the outlines."""


def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            label = 0 if label == 255 else label
            total += -pixel[label]
            count += 1
    return total / count if count else 0.0
