import numpy as np


def conv_parameters(inputs, outputs, kernel, bias):
    shape = np.array([outputs, inputs, kernel, kernel])
    return np.prod(shape) + outputs * np.int64(bias)
