"""You repeat the rows but not the values inside a row, so the new channels are as high as the skip but only half as wide."""


def decoder_input(skip, up):
    return skip + [[list(row) for row in channel for _ in range(2)] for channel in up]
