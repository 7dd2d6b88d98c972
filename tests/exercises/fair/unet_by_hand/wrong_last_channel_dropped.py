def decoder_input(skip, up):
    out = list(skip)
    for c in range(len(up) - 1):
        out.append([[v for v in row for _ in range(2)] for row in up[c] for _ in range(2)])
    return out
