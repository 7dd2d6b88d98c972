def decoder_input(skip, up):
    upsampled = [[[v for v in row for _ in range(2)] for row in channel for _ in range(2)] for channel in up]
    out = []
    for i in range(max(len(skip), len(upsampled))):
        if i < len(skip):
            out.append(skip[i])
        if i < len(upsampled):
            out.append(upsampled[i])
    return out
