def decoder_input(skip, up):
    upsampled = []
    for _, channel in zip(skip, up):
        upsampled.append([[v for v in row for _ in range(2)] for row in channel for _ in range(2)])
    return skip + upsampled
