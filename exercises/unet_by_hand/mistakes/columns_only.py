"""You repeat the values inside a row but not the rows, so the new channels are as wide as the skip but only half as high."""


def decoder_input(skip, up):
    return skip + [[[value for value in row for _ in range(2)] for row in channel] for channel in up]
