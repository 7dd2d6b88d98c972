"""You count one bias for the whole convolution. Each output channel has its own."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * outputs * kernel * kernel
    if bias:
        parameters += 1
    return parameters
