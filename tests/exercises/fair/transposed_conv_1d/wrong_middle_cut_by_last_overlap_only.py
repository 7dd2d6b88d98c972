def transposed_conv(values, kernel, stride, padding):
    out = [values[0] * w for w in kernel]
    for v in values[1:]:
        stamp = [v * w for w in kernel]
        overlap = len(kernel) - stride
        if overlap > 0:
            out[-1] += stamp[0]
            out += stamp[1:]
        else:
            out += [0] * -overlap + stamp
    return out[padding : len(out) - padding]
