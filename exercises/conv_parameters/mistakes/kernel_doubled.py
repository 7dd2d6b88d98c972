"""You double the kernel's side. A kernel with side 3 holds 9 numbers, not 6."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * outputs * 2 * kernel
    if bias:
        parameters += outputs
    return parameters
