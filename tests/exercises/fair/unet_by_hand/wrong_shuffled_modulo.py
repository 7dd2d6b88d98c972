def decoder_input(skip, up):
    out = list(skip)
    for channel in up:
        h, w = len(channel), len(channel[0])
        out.append([[channel[y // 2][x % w] for x in range(2 * w)] for y in range(2 * h)])
    return out
