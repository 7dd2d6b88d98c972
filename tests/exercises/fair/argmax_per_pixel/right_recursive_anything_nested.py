CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    if isinstance(scores[0], list):
        return [class_map(part) for part in scores]
    best = float("-inf")
    winner = None
    for name, score in zip(CLASS_NAMES, scores):
        if score > best:
            best, winner = score, name
    return winner
