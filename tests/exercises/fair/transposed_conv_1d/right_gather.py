def transposed_conv(values, kernel, stride, padding):
    length = (len(values) - 1) * stride + len(kernel) - 2 * padding

    def at(place):
        return sum(
            value * kernel[place - i * stride]
            for i, value in enumerate(values)
            if i * stride <= place < i * stride + len(kernel)
        )

    return [at(place + padding) for place in range(length)]
