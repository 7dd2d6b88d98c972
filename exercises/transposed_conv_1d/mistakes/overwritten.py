"""You put each product in its place and lose what an earlier stamp left there. Where stamps overlap, they add up."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] = value * weight
    return output[padding : covered - padding]
