STEPS = {1: 2, 2: 4, 3: 8, 4: 16, 5: 32}


def padded(height, width, poolings):
    step = STEPS[poolings]
    return -(-height // step) * step, -(-width // step) * step
