from collections import Counter


def weights_from_counts(counts):
    pixels = Counter({label: count for label, count in enumerate(counts) if count})
    total = sum(pixels.values())
    weights = {label: total / (len(pixels) * count) for label, count in pixels.items()}
    return [weights.get(label, 0.0) for label in range(len(counts))]
