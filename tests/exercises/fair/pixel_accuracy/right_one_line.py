def pixel_accuracy(prediction, ground_truth):
    return sum(p == t for a, b in zip(prediction, ground_truth) for p, t in zip(a, b)) / sum(map(len, prediction))
