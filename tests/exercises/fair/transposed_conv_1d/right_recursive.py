def stamps(values, kernel, stride):
    first = [values[0] * w for w in kernel]
    if len(values) == 1:
        return first
    rest = [0] * stride + stamps(values[1:], kernel, stride)
    first = first + [0] * (len(rest) - len(first))
    return [a + b for a, b in zip(first, rest)]


def transposed_conv(values, kernel, stride, padding):
    out = stamps(values, kernel, stride)
    # one cell from each end, `padding` times
    for _ in range(padding):
        out = out[1:-1]
    return out
