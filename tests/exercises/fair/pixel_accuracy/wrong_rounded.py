def pixel_accuracy(prediction, ground_truth):
    flat = [p == t for a, b in zip(prediction, ground_truth) for p, t in zip(a, b)]
    return round(sum(flat) / len(flat), 2)
