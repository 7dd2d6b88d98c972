class Layer:
    @staticmethod
    def numbers_of_one_output(inputs, kernel, bias):
        return inputs * kernel * kernel + int(bias)


def conv_parameters(inputs, outputs, kernel, bias):
    return sum(Layer.numbers_of_one_output(inputs, kernel, bias) for _ in range(outputs))


if __name__ == "__main__":
    print(conv_parameters(16, 32, 3, True), "should be 4640")
