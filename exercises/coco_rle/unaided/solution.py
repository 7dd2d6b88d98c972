def starts_and_lengths(mask):
    """Start and length of each run of 1, one after the other; cells are numbered from 1."""
    cells = [mask[row][column] for column in range(len(mask[0])) for row in range(len(mask))]
    result = []
    before = 0
    for number, cell in enumerate(cells, start=1):
        if cell == 1 and before == 0:
            result += [number, 0]
        if cell == 1:
            result[-1] += 1
        before = cell
    return result
