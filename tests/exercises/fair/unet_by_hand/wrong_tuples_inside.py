def decoder_input(skip, up):
    upsampled = []
    for channel in up:
        taller = [row for row in channel for _ in range(2)]
        columns = [column for column in zip(*taller) for _ in range(2)]
        upsampled.append(list(zip(*columns)))
    return skip + upsampled
