"""You count biases even where bias is False. Such a convolution learns its weights only."""


def conv_parameters(inputs, outputs, kernel, bias):
    return outputs * (inputs * kernel * kernel + 1)
