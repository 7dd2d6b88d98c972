from collections import defaultdict


def box(ids, number):
    # Coordinates of every object, then look up the one that was asked for.
    xs = defaultdict(list)
    ys = defaultdict(list)
    for y, row in enumerate(ids):
        for x, value in enumerate(row):
            xs[value].append(x)
            ys[value].append(y)
    if number not in xs:
        return None
    return (min(xs[number]), min(ys[number]), max(xs[number]) + 1, max(ys[number]) + 1)
