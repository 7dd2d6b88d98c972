"""You spread the weights of one stamp apart by the stride and let the stamps follow without a gap. A stamp is one piece; the stride lies between the stamps."""


def transposed_conv(values, kernel, stride, padding):
    covered = len(values) + (len(kernel) - 1) * stride
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell + tap * stride] += value * weight
    return output[padding : max(covered - padding, padding)]
