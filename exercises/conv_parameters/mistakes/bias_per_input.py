"""You count one bias per input channel. A bias is added to a result, so it belongs to an output channel."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * outputs * kernel * kernel
    if bias:
        parameters += inputs
    return parameters
