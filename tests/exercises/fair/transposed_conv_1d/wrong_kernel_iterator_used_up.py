def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [0] * n
    taps = enumerate(kernel)
    for i, v in enumerate(values):
        for j, w in taps:
            out[i * stride + j] += v * w
    return out[padding : n - padding]
