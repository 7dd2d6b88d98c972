"""The worked example, as the page runs it: two masks of one class, as sets of pixels."""

prediction = [
    [0, 0, 1, 1],
    [0, 1, 1, 1],
    [0, 1, 1, 0],
    [0, 0, 0, 0],
]
truth = [
    [0, 1, 1, 1],
    [0, 1, 1, 0],
    [0, 1, 1, 0],
    [0, 0, 0, 0],
]


def pixels(mask):
    """The (row, column) of every pixel that is 1."""
    return {(y, x) for y, row in enumerate(mask) for x, cell in enumerate(row) if cell == 1}


def scores():
    """Both masks, then IoU and Dice; they do not exist where both masks are empty."""
    predicted, actual = pixels(prediction), pixels(truth)
    both, either = len(predicted & actual), len(predicted | actual)
    iou = both / either
    dice = 2 * both / (len(predicted) + len(actual))
    print(f"IoU = {both} / {either}, Dice = 2 * {both} / ({len(predicted)} + {len(actual)})")
    return [prediction, truth, iou, dice]
