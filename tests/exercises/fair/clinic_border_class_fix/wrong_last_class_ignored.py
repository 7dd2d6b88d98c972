def mean_loss(log_probs, labels):
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels):
        for pixel, label in zip(pixels, row):
            if label >= len(pixel) - 1:
                continue
            total += -pixel[label]
            count += 1
    return total / count if count else 0.0
