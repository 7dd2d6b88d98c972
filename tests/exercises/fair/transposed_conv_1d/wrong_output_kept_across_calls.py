def transposed_conv(values, kernel, stride, padding, out=[]):
    n = (len(values) - 1) * stride + len(kernel)
    while len(out) < n:
        out.append(0)
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            out[i * stride + j] += v * w
    return out[padding : n - padding]
