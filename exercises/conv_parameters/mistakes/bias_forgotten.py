"""You never count a bias. Where bias is True, each output channel learns one number more."""


def conv_parameters(inputs, outputs, kernel, bias):
    return inputs * outputs * kernel * kernel
