def decoder_input(skip, up):
    """The skip's channels, then those of `up` after nearest-neighbour upsampling."""
    upsampled = []
    for channel in up:
        rows = []
        for row in channel:
            wide = []
            for value in row:
                wide += [value, value]
            # Two lists, not one list twice: a change in one row must not change the other.
            rows += [wide, list(wide)]
        upsampled.append(rows)
    return skip + upsampled
