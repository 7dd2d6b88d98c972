def pixel_accuracy(prediction, ground_truth):
    hits = {(p, t) for a, b in zip(prediction, ground_truth) for p, t in zip(a, b)}
    return sum(p == t for p, t in hits) / len(hits)
