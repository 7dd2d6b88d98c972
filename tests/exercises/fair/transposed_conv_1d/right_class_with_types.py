from typing import List

Row = List[int]


class Stamper:
    def __init__(self, kernel: Row, stride: int, padding: int = 0) -> None:
        self.kernel = kernel
        self.stride = stride
        self.padding = padding

    def size(self, n: int) -> int:
        return (n - 1) * self.stride + len(self.kernel)

    def __call__(self, values: Row) -> Row:
        out = [0] * self.size(len(values))
        for where, value in zip(range(0, len(out), self.stride), values):
            for weight in self.kernel:
                out[where] += weight * value
                where += 1
        return out[self.padding : self.size(len(values)) - self.padding]


def transposed_conv(values: Row, kernel: Row, stride: int, padding: int) -> Row:
    return Stamper(kernel, stride, padding)(values)


if __name__ == "__main__":
    assert transposed_conv([1, 2, 3], [1, 10, 100], 2, 0) == [1, 10, 102, 20, 203, 30, 300]
