def weights_from_counts(counts):
    present = [c for c in counts if c > 0]
    return [sum(counts) / (len(present) * c) for c in present]
