"""Your output has as many cells as the input times the stride. That is only so if the padding is chosen for it; look where the last stamp ends."""


def transposed_conv(values, kernel, stride, padding):
    covered = len(values) * stride
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            if cell * stride + tap < covered:
                output[cell * stride + tap] += value * weight
    return output[padding : max(covered - padding, padding)]
