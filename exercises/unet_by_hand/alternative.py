def decoder_input(skip, up):
    """The skip's channels, then those of `up` after nearest-neighbour upsampling."""
    # Asked from the result: which cell of `up` does each cell of the full size come from?
    height, width = len(skip[0]), len(skip[0][0])
    upsampled = [[[channel[y // 2][x // 2] for x in range(width)] for y in range(height)] for channel in up]
    return [*skip, *upsampled]
