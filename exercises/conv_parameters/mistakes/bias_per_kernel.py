"""You count one bias per kernel. The results of all kernels of an output channel are added up first; that sum gets a single bias."""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = inputs * outputs * kernel * kernel
    if bias:
        parameters += inputs * outputs
    return parameters
