"""You make the picture square. Height and width are padded each by itself."""


def padded(height, width, poolings):
    step = 2**poolings
    side = -(-max(height, width) // step) * step
    return side, side
