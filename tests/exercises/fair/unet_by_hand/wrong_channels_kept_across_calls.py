def decoder_input(skip, up, upsampled=[]):
    for channel in up:
        rows = []
        for row in channel:
            wide = [v for v in row for _ in range(2)]
            rows += [wide, list(wide)]
        upsampled.append(rows)
    return skip + upsampled
