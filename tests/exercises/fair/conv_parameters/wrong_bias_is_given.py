def conv_parameters(inputs, outputs, kernel, bias):
    total = inputs * outputs * kernel * kernel
    if bias is not None:
        total += outputs
    return total
