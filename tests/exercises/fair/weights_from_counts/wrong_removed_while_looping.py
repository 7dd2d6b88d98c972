def weights_from_counts(counts):
    present = list(counts)
    for c in present:
        if c == 0:
            present.remove(c)
    return [sum(counts) / (len(present) * c) if c else 0.0 for c in counts]
