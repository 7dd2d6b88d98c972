from dataclasses import dataclass


@dataclass(frozen=True)
class Convolution:
    inputs: int
    outputs: int
    kernel: int
    bias: bool

    @property
    def weights(self) -> int:
        return self.inputs * self.outputs * self.kernel * self.kernel

    @property
    def biases(self) -> int:
        return self.outputs * self.bias

    @property
    def parameters(self) -> int:
        return self.weights + self.biases


def conv_parameters(inputs, outputs, kernel, bias):
    return Convolution(inputs, outputs, kernel, bias).parameters
