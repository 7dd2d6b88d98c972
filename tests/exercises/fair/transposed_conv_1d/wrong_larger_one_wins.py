def transposed_conv(values, kernel, stride, padding):
    n = (len(values) - 1) * stride + len(kernel)
    out = [None] * n
    for i, v in enumerate(values):
        for j, w in enumerate(kernel):
            place = i * stride + j
            out[place] = v * w if out[place] is None else max(out[place], v * w)
    out = [0 if cell is None else cell for cell in out]
    return out[padding : n - padding]
