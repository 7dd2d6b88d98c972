def mean_loss(log_probs, labels):
    """The mean cross-entropy of the pixels whose label is not 255; 0.0 if there is none."""
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels, strict=True):
        for pixel, label in zip(pixels, row, strict=True):
            if label == 255:
                continue
            total += -pixel[label]
            count += 1
    return total / count if count else 0.0
