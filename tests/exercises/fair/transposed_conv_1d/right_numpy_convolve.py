import numpy as np


def transposed_conv(values, kernel, stride, padding):
    # zeros between the values, then an ordinary full convolution
    spread = np.zeros((len(values) - 1) * stride + 1, dtype=int)
    spread[::stride] = values
    full = np.convolve(spread, kernel)
    return full[padding : len(full) - padding]
