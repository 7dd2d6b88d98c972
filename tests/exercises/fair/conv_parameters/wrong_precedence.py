def conv_parameters(inputs, outputs, kernel, bias):
    weights = inputs * outputs * kernel * kernel
    return weights + outputs if bias else outputs
