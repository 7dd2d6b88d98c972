"""Your stamps hold the kernel turned end for end. A stamp has the kernel as it is; only the view that slides over zeros has to turn it."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + len(kernel) - 1 - tap] += value * weight
    return output[padding : covered - padding]
