def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = []
    for i in range(n):
        out.append(0)
    for i in range(len(values)):
        for j in range(len(kernel)):
            out[i * stride + j] = out[i * stride + j] + values[i] * kernel[j]
    result = []
    for i in range(padding, n - padding):
        result.append(out[i])
    return result
