def decoder_input(skip, up):
    out = list(skip)
    for channel in up:
        height, width = len(channel), len(channel[0])
        out.append([[channel[y // 2][x // 2] for y in range(2 * height)] for x in range(2 * width)])
    return out
