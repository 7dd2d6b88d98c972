"""With a padding of 0 you return an empty list. A slice that ends at minus 0 ends at the start."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] += value * weight
    return output[padding:-padding]
