def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [0] * n
    for i in range(len(values)):
        for j in range(len(kernel) - 1):
            out[i * stride + j] += values[i] * kernel[j]
    return out[padding : n - padding]
