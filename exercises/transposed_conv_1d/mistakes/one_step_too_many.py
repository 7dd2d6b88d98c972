"""Your output is one stride too long and ends with zeros that no stamp can reach. Between n stamps there are n − 1 steps."""


def transposed_conv(values, kernel, stride, padding):
    covered = len(values) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] += value * weight
    return output[padding : covered - padding]
