def pixel_accuracy(prediction, ground_truth):
    flat = [abs(p - t) <= 1 for a, b in zip(prediction, ground_truth) for p, t in zip(a, b)]
    return sum(flat) / len(flat)
