"""Your function divides by zero where every pixel is 255. Ask for that first, and give 0.0."""


def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            total += -pixel[label]
            count += 1
    return total / count
