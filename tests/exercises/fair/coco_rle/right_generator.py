def column_by_column(mask):
    for x in range(len(mask[0])):
        for y in range(len(mask)):
            yield mask[y][x]


def runs(values):
    """Yield the length of each run, the first one of zeros."""
    current = 0
    length = 0
    for value in values:
        if value != current:
            yield length
            current = value
            length = 0
        length += 1
    yield length


def run_lengths(mask):
    return list(runs(column_by_column(mask)))
