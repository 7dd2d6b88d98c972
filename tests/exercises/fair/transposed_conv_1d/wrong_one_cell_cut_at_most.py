def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [0] * n
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            out[i * stride + j] += v * w
    if padding:
        out = out[1:-1]
    return out
