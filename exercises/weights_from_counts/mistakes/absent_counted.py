"""You divide by the number of all classes, also of those that do not occur. Then the mean weight of a pixel is below 1: count only the classes with pixels."""


def weights_from_counts(counts):
    total = sum(counts)
    return [total / (len(counts) * count) if count > 0 else 0.0 for count in counts]
