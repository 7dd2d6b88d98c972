def accuracy_of_labelled(log_probs, labels):
    """The share of right predictions among the pixels whose label is not 255; 0.0 if there is none."""
    right, count = 0, 0
    for pixels, row in zip(log_probs, labels, strict=True):
        for pixel, label in zip(pixels, row, strict=True):
            if label == 255:
                continue
            count += 1
            if pixel.index(max(pixel)) == label:
                right += 1
    return right / count if count else 0.0
