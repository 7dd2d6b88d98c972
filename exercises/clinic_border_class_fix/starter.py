def mean_loss(log_probs, labels):
    """The mean cross-entropy of the pixels whose label is not 255; 0.0 if there is none."""
    total, count = 0.0, 0
    for pixels, row in zip(log_probs, labels, strict=True):
        for pixel, label in zip(pixels, row, strict=True):
            # The line with the bug:
            #     label = min(label, len(pixel) - 1)
            if ___:
                continue
            total += ___
            count += 1
    return ___
