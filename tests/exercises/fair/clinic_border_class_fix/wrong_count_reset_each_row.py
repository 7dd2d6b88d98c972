def mean_loss(log_probs, labels):
    total = 0.0
    for pixels, row in zip(log_probs, labels):
        count = 0
        for pixel, label in zip(pixels, row):
            if label == 255:
                continue
            total += -pixel[label]
            count += 1
    return total / count if count else 0.0
