"""You put zeros around the output. Here padding works the other way round: it takes cells away from both ends."""


def transposed_conv(values, kernel, stride, padding):
    covered = (len(values) - 1) * stride + len(kernel)
    output = [0] * covered
    for cell, value in enumerate(values):
        for tap, weight in enumerate(kernel):
            output[cell * stride + tap] += value * weight
    return [0] * padding + output + [0] * padding
