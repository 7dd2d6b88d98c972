"""Your stamps begin right after one another, whatever the stride is. The stride is how far apart two neighbouring stamps begin."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell + tap] += value * weight
    return output[padding : covered - padding]
