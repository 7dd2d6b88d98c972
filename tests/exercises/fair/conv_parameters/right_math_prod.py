import math


def conv_parameters(inputs: int, outputs: int, kernel: int, bias: bool) -> int:
    """Weights and, if there are any, biases."""
    numbers = {"weights": math.prod([inputs, outputs, kernel, kernel])}
    if bias:
        numbers["biases"] = outputs
    return sum(numbers.values())
