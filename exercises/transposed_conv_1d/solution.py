def transposed_conv(values, kernel, stride, padding):
    """All stamps added up, with `padding` cells cut from both ends."""
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] += value * weight
    return output[padding : covered - padding]
