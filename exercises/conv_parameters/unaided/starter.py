def separable_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a depthwise separable convolution.

    inputs and outputs are numbers of channels, kernel is the side of the first step's kernels,
    bias says whether each channel that a step puts out has a bias.
    """
    ...
