from collections import Counter


def winner(votes):
    counts = Counter(votes)
    most = max(counts.values())
    return min(label for label, n in counts.items() if n == most)


def majority(masks):
    return [[winner(votes) for votes in zip(*rows)] for rows in zip(*masks)]
