"""You cut the padding off at the start only. The far end loses as many cells."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] += value * weight
    return output[padding:]
