def decoder_input(skip, up):
    for channel in up:
        rows = []
        for row in channel:
            wide = [v for v in row for _ in range(2)]
            rows.append(wide)
            rows.append(wide)
        skip.append(rows)
        return skip
