def mean_loss(log_probs, labels):
    targets = [label for row in labels for label in row if label != 255]
    pixels = [pixel for row in log_probs for pixel in row]
    losses = [-pixel[label] for pixel, label in zip(pixels, targets)]
    return sum(losses) / len(losses) if losses else 0.0
