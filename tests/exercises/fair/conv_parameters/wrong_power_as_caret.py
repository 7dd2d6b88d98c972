def conv_parameters(inputs, outputs, kernel, bias):
    weights = inputs * outputs * (kernel ^ 2)
    return weights + outputs * bias
