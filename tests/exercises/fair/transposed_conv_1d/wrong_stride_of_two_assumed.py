def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * 2 + len(kernel)
    out = [0] * n
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            out[2 * i + j] += v * w
    return out[padding : n - padding]
