def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [0] * n
    for i, v in enumerate(values):
        if v > 0:
            for j, w in enumerate(kernel):
                out[i * stride + j] += v * w
    return out[padding : n - padding]
