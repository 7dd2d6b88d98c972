"""You add the remainder of the division: how far the side is beyond the last multiple. Asked for is what is missing to the next."""


def padded(image, step):
    wider = [row + [row[-1]] * (len(row) % step) for row in image]
    return wider + [wider[-1]] * (len(wider) % step)
