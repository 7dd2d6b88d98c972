def transposed_conv(values, kernel, stride, padding):
    out = []
    for v in values:
        out += [v * w for w in kernel]
        out += [0] * (stride - len(kernel))
    return out[padding : len(out) - padding]
