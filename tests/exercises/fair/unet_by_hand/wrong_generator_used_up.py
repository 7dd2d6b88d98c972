def decoder_input(skip, up):
    upsampled = []
    for channel in up:
        rows = []
        for row in channel:
            wide = (v for v in row for _ in range(2))
            rows.append(list(wide))
            rows.append(list(wide))
        upsampled.append(rows)
    return skip + upsampled
