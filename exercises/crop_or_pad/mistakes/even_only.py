"""You only make the sides even. That serves the first pooling; the halves must be even too, at every further pooling."""


def padded(height, width, poolings):
    return height + height % 2, width + width % 2
