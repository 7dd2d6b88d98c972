def transposed_conv(values, kernel, stride, padding):
    """All stamps added up, with `padding` cells cut from both ends."""
    covered = ___
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            ___
    return ___
