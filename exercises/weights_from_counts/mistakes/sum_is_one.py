"""Your weights add up to 1. The task wants the mean over the pixels to be 1, and a common class has more pixels than a rare one."""


def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for count in counts if count > 0)
    inverse = [1 / count if count > 0 else 0.0 for count in counts]
    return [each / sum(inverse) for each in inverse]
