def decoder_input(skip, up):
    out = list(skip)
    for channel in up:
        rows = []
        for y in range(2 * len(channel)):
            rows.append([channel[y // 2][x // 2] for x in range(2 * len(channel[0]) - 1)])
        out.append(rows)
    return out
