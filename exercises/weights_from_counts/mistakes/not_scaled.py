"""These are 1 / share, not yet scaled: the mean weight of a pixel is the number of classes, as if the learning rate were that many times as high. Divide by that number too."""


def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for count in counts if count > 0)
    return [total / count if count > 0 else 0.0 for count in counts]
