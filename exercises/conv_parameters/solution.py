def conv_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a 2-D convolution with a square kernel."""
    per_output = inputs * kernel * kernel
    if bias:
        per_output += 1
    return outputs * per_output
