def mean_loss(log_probs, labels):
    total, count = 0.0, 1  # so that it never divides by zero
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            total += -pixel[label]
            count += 1
    return total / count
