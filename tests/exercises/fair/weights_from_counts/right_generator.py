def each_weight(counts):
    fair_share = sum(counts) / sum(1 for count in counts if count > 0)
    for count in counts:
        yield fair_share / count if count > 0 else 0.0


def weights_from_counts(counts):
    return list(each_weight(counts))
