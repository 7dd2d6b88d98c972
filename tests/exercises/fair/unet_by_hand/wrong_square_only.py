def decoder_input(skip, up):
    out = list(skip)
    for channel in up:
        n = 2 * len(channel)
        out.append([[channel[y // 2][x // 2] for x in range(n)] for y in range(n)])
    return out
