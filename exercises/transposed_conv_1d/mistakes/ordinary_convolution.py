"""You slide the kernel over the input and add up what is under it. That is an ordinary convolution, which makes a map smaller; here each input cell spreads out."""


def transposed_conv(values, kernel, stride, padding):
    padded = [0] * padding + values + [0] * padding
    last = len(padded) - len(kernel)
    return [
        sum(weight * padded[start + tap] for tap, weight in enumerate(kernel))
        for start in range(0, last + 1, stride)
    ]
