import numpy as np


def transposed_conv(values, kernel, stride, padding):
    """The stamps as the rows of a matrix; the output is the values times the matrix."""
    n, k = len(values), len(kernel)
    matrix = np.zeros((n, (n - 1) * stride + k), dtype=int)
    for row in range(n):
        matrix[row, row * stride : row * stride + k] = kernel
    out = np.array(values) @ matrix
    if padding == 0:
        return out
    return out[padding:-padding]
