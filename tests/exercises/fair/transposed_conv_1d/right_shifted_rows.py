from itertools import zip_longest


def transposed_conv(values, kernel, stride, padding):
    rows = [[0] * (stride * i) + [v * k for k in kernel] for i, v in enumerate(values)]
    total = [sum(column) for column in zip_longest(*rows, fillvalue=0)]
    return total[padding:-padding or None]
