def padded(height, width, poolings):
    step = 2**poolings
    return (height // step + 1) * step, (width // step + 1) * step
