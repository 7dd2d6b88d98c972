from collections import Counter


def pixel_accuracy(prediction, ground_truth):
    pairs = Counter()
    for y in range(len(ground_truth)):
        pairs.update(zip(prediction[y], ground_truth[y]))
    diagonal = sum(n for (p, t), n in pairs.items() if p == t)
    return diagonal / sum(pairs.values())
