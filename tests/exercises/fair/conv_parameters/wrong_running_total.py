total = 0


def conv_parameters(inputs, outputs, kernel, bias):
    global total
    total += outputs * (inputs * kernel * kernel + (1 if bias else 0))
    return total
