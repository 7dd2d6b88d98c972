def conv_parameters(inputs, outputs, kernel, bias):
    """The number of parameters of a 2-D convolution with a square kernel."""
    # Every pair of an input and an output channel has a kernel of its own.
    pairs = [(source, target) for target in range(outputs) for source in range(inputs)]
    weights = len(pairs) * kernel**2
    biases = outputs if bias else 0
    return weights + biases
