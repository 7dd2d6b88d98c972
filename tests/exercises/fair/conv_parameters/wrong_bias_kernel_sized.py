def conv_parameters(inputs, outputs, kernel, bias):
    channels = inputs + 1 if bias else inputs
    return channels * outputs * kernel * kernel
