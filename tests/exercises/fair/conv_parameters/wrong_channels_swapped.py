def conv_parameters(inputs, outputs, kernel, bias):
    per_channel = outputs * kernel**2
    if bias:
        per_channel = per_channel + 1
    return per_channel * inputs
