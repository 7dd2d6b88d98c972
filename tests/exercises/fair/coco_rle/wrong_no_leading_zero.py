from itertools import groupby


def run_lengths(mask):
    cells = [value for column in zip(*mask) for value in column]
    return [len(list(group)) for _, group in groupby(cells)]
