import numpy as np


def erode(a):
    b = np.pad(a, 1)
    return b[1:-1, 1:-1] & b[:-2, 1:-1] & b[2:, 1:-1] & b[1:-1, :-2] & b[1:-1, 2:]


def label(mask):
    """Every piece gets the largest number of its cells."""
    numbers = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        b = np.pad(numbers, 1)
        spread = np.max([numbers, b[:-2, 1:-1], b[2:, 1:-1], b[1:-1, :-2], b[1:-1, 2:]], axis=0)
        spread = np.where(mask, spread, 0)
        if (spread == numbers).all():
            return numbers
        numbers = spread


def next_click(prediction, truth):
    prediction, truth = np.array(prediction), np.array(truth)
    best, best_size, best_sign = None, 0, None
    for positive, mask in ((True, truth > prediction), (False, prediction > truth)):
        numbers = label(mask)
        for n in np.unique(numbers[mask]):
            piece = numbers == n
            if piece.sum() > best_size:
                best, best_size, best_sign = piece, piece.sum(), positive
    if best is None:
        return None
    while erode(best).any():
        best = erode(best)
    row, column = np.argwhere(best)[0]
    return row, column, best_sign
