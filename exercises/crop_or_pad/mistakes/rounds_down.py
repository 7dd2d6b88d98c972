"""You round down, which cuts rows or columns of the picture off. Padding only adds."""


def padded(height, width, poolings):
    step = 2**poolings
    return height // step * step, width // step * step
