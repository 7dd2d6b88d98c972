"""You multiply by the kernel's side once. A kernel is a square with as many rows as columns; count its numbers."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * outputs * kernel
    if bias:
        parameters += outputs
    return parameters
