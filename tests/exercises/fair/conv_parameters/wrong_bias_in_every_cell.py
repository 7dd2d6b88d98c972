def conv_parameters(inputs, outputs, kernel, bias):
    cell = 1
    if bias:
        cell = 2
    return inputs * outputs * kernel * kernel * cell
