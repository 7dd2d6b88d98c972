from functools import reduce
from operator import mul


def conv_parameters(inputs, outputs, kernel, bias):
    extended = reduce(mul, (kernel, kernel, inputs)) + (1 if bias is True else 0)
    return mul(extended, outputs)
