"""You return the upsampled map alone. Without the skip, nothing tells the decoder where the edges were."""


def decoder_input(skip, up):
    upsampled = [
        [[value for value in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up
    ]
    return upsampled
