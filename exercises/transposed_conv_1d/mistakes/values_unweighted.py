"""You add the value itself, once for each weight. Each stamp is the kernel times the value."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap in range(len(kernel)):
            output[cell * stride + tap] += value
    return output[padding : covered - padding]
