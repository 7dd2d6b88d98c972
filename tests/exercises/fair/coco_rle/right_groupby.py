from itertools import groupby


def run_lengths(mask):
    cells = [value for column in zip(*mask) for value in column]
    lengths = [len(list(group)) for _, group in groupby(cells)]
    if cells[0] == 1:
        lengths.insert(0, 0)
    return lengths
