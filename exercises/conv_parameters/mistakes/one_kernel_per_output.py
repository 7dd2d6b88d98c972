"""You give each output channel a single kernel. It looks at all input channels, with a kernel of its own for each."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = outputs * kernel * kernel
    if bias:
        parameters += outputs
    return parameters
