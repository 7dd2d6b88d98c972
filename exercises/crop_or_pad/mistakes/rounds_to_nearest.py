"""You take the nearest multiple, which for some sides lies below. Padding only adds, so it must be the next one above."""


def padded(height, width, poolings):
    step = 2**poolings
    return (height + step // 2) // step * step, (width + step // 2) // step * step
