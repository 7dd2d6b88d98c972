from itertools import groupby


def run_lengths(mask):
    cells = [row[x] for x in range(len(mask[0])) for row in mask]
    groups = list(groupby(cells))
    lengths = [len(list(group)) for _, group in groups]
    if cells[0] == 1:
        lengths = [0] + lengths
    return lengths
