def weights_from_counts(counts):
    present = list(filter(lambda c: c > 0, counts))
    factor = sum(present) / len(present)
    return list(map(lambda c: (c and factor / c) or 0.0, counts))
