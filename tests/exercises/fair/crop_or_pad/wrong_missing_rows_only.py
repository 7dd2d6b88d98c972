def padded(height, width, poolings):
    step = 2**poolings
    return -height % step, -width % step
