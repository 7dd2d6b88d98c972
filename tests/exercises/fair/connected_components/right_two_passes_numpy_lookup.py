import numpy as np


def root(parents, label):
    while parents[label] != label:
        label = parents[label]
    return label


def components(region):
    """First pass: provisional labels and which of them are equal. Second pass: final numbers."""
    grid = np.pad(np.array(region), ((1, 0), (1, 0)))
    labels = np.zeros_like(grid)
    parents = [0]
    for y, x in np.argwhere(grid == 1):
        above, before = labels[y - 1, x], labels[y, x - 1]
        if above == 0 and before == 0:
            labels[y, x] = len(parents)
            parents.append(len(parents))
        elif above == 0 or before == 0:
            labels[y, x] = max(above, before)
        else:
            a, b = root(parents, above), root(parents, before)
            labels[y, x] = min(a, b)
            parents[max(a, b)] = min(a, b)
    roots = [root(parents, label) for label in range(len(parents))]
    final = {0: 0}
    for r in roots[1:]:
        if r not in final:
            final[r] = len(final)
    table = np.array([final[r] for r in roots])
    return table[labels][1:, 1:]
