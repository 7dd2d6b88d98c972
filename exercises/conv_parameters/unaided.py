def conv_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a 2-D convolution with a square kernel.

    inputs and outputs are numbers of channels, kernel is the side of the kernel,
    bias says whether each output channel has a bias.
    """
    ...
