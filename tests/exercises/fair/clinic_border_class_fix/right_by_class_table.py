from collections import defaultdict


def mean_loss(log_probs, labels):
    # First sort the losses by class, then throw the ignored class away.
    by_class = defaultdict(list)
    for y, row in enumerate(labels):
        for x, label in enumerate(row):
            by_class[label].append((y, x))
    by_class.pop(255, None)
    places = [(y, x, c) for c, cells in by_class.items() for y, x in cells]
    if len(places) == 0:
        return 0.0
    return sum(-log_probs[y][x][c] for y, x, c in places) / len(places)
