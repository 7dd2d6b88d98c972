import math


def conv_parameters(inputs, outputs, kernel, bias):
    weights = inputs * outputs * math.pow(kernel, 2)
    return weights + outputs if bias else weights
