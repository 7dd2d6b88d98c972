def mean_loss(log_probs, labels):
    losses = {
        -pixel[label]
        for pixels, row in zip(log_probs, labels)
        for pixel, label in zip(pixels, row)
        if label != 255
    }
    return sum(losses) / len(losses) if losses else 0.0
