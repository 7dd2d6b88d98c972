def conv_parameters(inputs, outputs, kernel, bias):
    weights = inputs * outputs * kernel * kernel
    biases = outputs if bias else 0
    return weights, biases
