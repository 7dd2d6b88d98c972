def decoder_input(skip, up):
    rows = []
    for row in up[0]:
        wide = [v for v in row for _ in range(2)]
        rows += [wide, wide]
    return skip + [rows]
