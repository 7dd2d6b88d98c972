def padded(height, width, poolings):
    step = 2**poolings
    result = []
    for side in (height, width):
        for extra in range(32):
            if (side + extra) % step == 0:
                result.append(side + extra)
                break
    return tuple(result)
