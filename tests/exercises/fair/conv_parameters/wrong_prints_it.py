def conv_parameters(inputs, outputs, kernel, bias):
    total = inputs * outputs * kernel * kernel
    if bias:
        total += outputs
    print(total)
