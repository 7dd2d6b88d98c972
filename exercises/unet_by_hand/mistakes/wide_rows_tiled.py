"""Your rows are right, but you put the whole channel below itself. The two copies of a row belong right below each other."""


def decoder_input(skip, up):
    wide = [[[value for value in row for _ in range(2)] for row in channel] for channel in up]
    return skip + [channel + channel for channel in wide]
