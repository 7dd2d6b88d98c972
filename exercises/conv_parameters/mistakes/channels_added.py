"""You add the numbers of input and output channels. There is a kernel for every pair of an input and an output channel; how many pairs are there?"""


def conv_parameters(inputs, outputs, kernel, bias):
    parameters = (inputs + outputs) * kernel * kernel
    if bias:
        parameters += outputs
    return parameters
