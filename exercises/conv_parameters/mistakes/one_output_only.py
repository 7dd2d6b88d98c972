"""You count the parameters of one output channel. Every output channel has as many."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * kernel * kernel
    if bias:
        parameters += 1
    return parameters
