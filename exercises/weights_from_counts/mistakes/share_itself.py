"""A class with more pixels gets a larger weight from you. It must be the other way round, or the rare classes pull even less."""


def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for count in counts if count > 0)
    return [present * count / total if count > 0 else 0.0 for count in counts]
