def decoder_input(skip, up):
    upsampled = [[[v for v in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up]
    return skip.extend(upsampled)
