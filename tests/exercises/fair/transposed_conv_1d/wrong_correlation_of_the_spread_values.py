import numpy as np


def transposed_conv(values, kernel, stride, padding):
    spread = np.zeros((len(values) - 1) * stride + 1, dtype=int)
    spread[::stride] = values
    full = np.correlate(spread, kernel, mode="full")
    return full[padding : len(full) - padding]
