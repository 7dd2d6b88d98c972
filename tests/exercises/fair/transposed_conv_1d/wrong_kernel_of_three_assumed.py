def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + 3
    out = [0] * n
    for i, v in enumerate(values):
        for j in range(3):
            out[i * stride + j] += v * kernel[j]
    return out[padding : n - padding]
