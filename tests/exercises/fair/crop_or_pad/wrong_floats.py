import math


def padded(height, width, poolings):
    step = math.pow(2, poolings)
    return math.ceil(height / step) * step, math.ceil(width / step) * step
