import numpy as np


def conv_parameters(inputs, outputs, kernel, bias):
    weight = np.zeros((outputs, inputs, kernel, kernel))
    total = weight.size
    if bias:
        total += np.zeros(outputs).size
    return total
