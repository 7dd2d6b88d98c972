def padded(height, width, poolings):
    step = 2**poolings
    return max(step, round(height / step) * step), max(step, round(width / step) * step)
