def run_lengths(mask):
    """The lengths of the runs, column by column; the first one counts 0."""
    # A 0 in front makes a mask that begins with 1 change at once, so its first run of 0 is 0 long.
    cells = [0] + [row[column] for column in range(len(mask[0])) for row in mask]
    changes = [place for place in range(1, len(cells)) if cells[place] != cells[place - 1]]
    starts, ends = [1, *changes], [*changes, len(cells)]
    return [ends[place] - starts[place] for place in range(len(starts))]
