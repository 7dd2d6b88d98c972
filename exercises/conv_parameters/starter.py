def conv_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a 2-D convolution with a square kernel."""
    per_output = ___
    if bias:
        ___
    return ___
