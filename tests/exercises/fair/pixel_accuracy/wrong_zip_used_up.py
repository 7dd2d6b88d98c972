def pixel_accuracy(prediction, ground_truth):
    pairs = ((p, t) for a, b in zip(prediction, ground_truth) for p, t in zip(a, b))
    total = sum(1 for _ in pairs)
    return sum(p == t for p, t in pairs) / total
