import numpy as np


def run_lengths(mask):
    cells = np.array(mask).ravel(order="F")
    counts = []
    now, start = 0, 0
    for place, cell in enumerate(cells):
        if cell - now > 0:
            counts.append(place - start)
            start = place
        now = cell
    counts.append(len(cells) - start)
    return counts
