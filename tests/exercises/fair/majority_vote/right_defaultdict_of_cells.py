from collections import defaultdict

NAMES = {0: "background", 1: "road", 2: "car", 3: "person"}


def majority(masks):
    """Collect the votes of every cell in a dictionary first."""
    votes = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    for mask in masks:
        for y, row in enumerate(mask):
            for x, label in enumerate(row):
                votes[y, x][label] += 1
    out = [[0] * len(row) for row in masks[0]]
    for (y, x), tally in votes.items():
        out[y][x] = max(tally, key=tally.get)
    return out
