def decoder_input(skip, up):
    return skip + [[[v for v in row for _ in (1, 2)] for row in channel for _ in (1, 2)] for channel in up]
