import numpy as np


def transposed_conv(values, kernel, stride, padding):
    k = np.array(kernel)
    out = np.zeros(stride * (len(values) - 1) + len(k), dtype=np.int64)
    for start, value in zip(range(0, len(out), stride), values):
        out[start : start + len(k)] += value * k
    return out[padding : out.size - padding].tolist()
