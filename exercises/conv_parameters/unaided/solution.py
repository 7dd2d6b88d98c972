def separable_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a depthwise separable convolution."""
    alone = inputs * kernel * kernel
    mixing = inputs * outputs
    biases = inputs + outputs if bias else 0
    return alone + mixing + biases
