"""You go on with the first column and the first row. What comes after the right edge then is the left one; repeat the last."""


def padded(image, step):
    wider = [row + [row[0]] * (-len(row) % step) for row in image]
    return wider + [wider[0]] * (-len(wider) % step)
