def mean_loss(log_probs, labels):
    """The mean cross-entropy of the pixels whose label is not 255; 0.0 if there is none."""
    losses = [
        -pixel[label]
        for pixels, row in zip(log_probs, labels, strict=True)
        for pixel, label in zip(pixels, row, strict=True)
        if label != 255
    ]
    return sum(losses) / max(len(losses), 1) if losses else 0.0
