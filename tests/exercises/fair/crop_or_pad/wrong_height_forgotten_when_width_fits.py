def padded(height, width, poolings):
    step = 2**poolings
    if height % step == 0 or width % step == 0:
        return height, width
    return height + step - height % step, width + step - width % step
