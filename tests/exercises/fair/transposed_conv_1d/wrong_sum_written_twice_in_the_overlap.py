def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [0] * n
    for i, v in enumerate(values):
        stamp = [v * w for w in kernel]
        for j, s in enumerate(stamp):
            if out[i * stride + j]:
                out[i * stride + j] += out[i * stride + j] + s
            else:
                out[i * stride + j] = s
    return out[padding : n - padding]
