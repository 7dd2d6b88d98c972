def conv_parameters(inputs, outputs, kernel, bias):
    return outputs * (inputs * 9 + bool(bias))
