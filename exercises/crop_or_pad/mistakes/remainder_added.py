"""You add the remainder of the division. It tells how far the side is beyond the last multiple, not how much is missing to the next."""


def padded(height, width, poolings):
    step = 2**poolings
    return height + height % step, width + width % step
