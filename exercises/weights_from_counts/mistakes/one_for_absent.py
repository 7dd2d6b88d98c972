"""The classes that occur are right. A class without pixels should get 0.0: no pixel will ever ask for its weight."""


def weights_from_counts(counts):
    total = sum(counts)
    present = sum(1 for count in counts if count > 0)
    return [total / (present * count) if count > 0 else 1.0 for count in counts]
