"""You add the two maps cell by cell. That is how FCN and ResNet join maps; a U-Net keeps both, one behind the other."""


def decoder_input(skip, up):
    upsampled = [
        [[value for value in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up
    ]
    return [
        [[one + other for one, other in zip(*rows)] for rows in zip(*channels)]
        for channels in zip(skip, upsampled)
    ]
