"""You add up the loss of the class the network finds most likely. The loss asks for the labelled class, however unlikely."""


def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            total += -max(pixel)
            count += 1
    return total / count if count else 0.0
