"""You go up to the next power of two. A side need only be divisible by the step: 48 can be halved four times, and there is no need for 64."""


def padded(height, width, poolings):
    step = 2**poolings
    padded_height = padded_width = step
    while padded_height < height:
        padded_height *= 2
    while padded_width < width:
        padded_width *= 2
    return padded_height, padded_width
