from itertools import groupby


def run_lengths(mask):
    cells = [row[x] for x in range(len(mask[0])) for row in mask]
    return [0] + [len(list(group)) for _, group in groupby(cells)]
