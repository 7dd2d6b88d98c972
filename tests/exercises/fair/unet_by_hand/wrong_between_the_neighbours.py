def decoder_input(skip, up):
    out = list(skip)
    for channel in up:
        rows = []
        for row in channel:
            wide = []
            for x, value in enumerate(row):
                after = row[min(x + 1, len(row) - 1)]
                wide += [value, (value + after) // 2]
            rows += [wide, list(wide)]
        out.append(rows)
    return out
