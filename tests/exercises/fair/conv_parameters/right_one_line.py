def conv_parameters(inputs, outputs, kernel, bias):
    return inputs * outputs * kernel**2 + (outputs if bias else 0)
