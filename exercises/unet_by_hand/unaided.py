def decoder_input(skip, up):
    """The skip's channels, then those of `up` after nearest-neighbour upsampling.

    Both are nested lists, [channel][row][column]; up is half as high and half as wide as skip.
    """
    ...
