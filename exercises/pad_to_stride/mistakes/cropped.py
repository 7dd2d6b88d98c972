"""You cut the picture down to a multiple of the step. Then pixels have no answer; padding only adds."""


def padded(image, step):
    height, width = len(image) // step * step, len(image[0]) // step * step
    return [row[:width] for row in image[:height]]
