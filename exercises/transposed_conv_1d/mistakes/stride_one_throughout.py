"""You leave the stride out, in the length and in the places of the stamps. With a stride above 1 the output must be longer than this."""


def transposed_conv(values, kernel, stride, padding):
    covered = len(values) - 1 + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell + tap] += value * weight
    return output[padding : max(covered - padding, padding)]
