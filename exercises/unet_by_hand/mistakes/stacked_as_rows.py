"""You put the rows of the upsampled map below those of the skip, so the result is a taller picture. To concatenate along the channels is to add channels."""


def decoder_input(skip, up):
    upsampled = [
        [[value for value in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up
    ]
    return [one + other for one, other in zip(skip, upsampled)]
