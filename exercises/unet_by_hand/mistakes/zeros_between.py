"""You fill the new cells with zeros. Nearest-neighbour upsampling repeats the value in all four cells of its block."""


def decoder_input(skip, up):
    upsampled = []
    for channel in up:
        rows = []
        for row in channel:
            rows.append([number for value in row for number in (value, 0)])
            rows.append([0] * (2 * len(row)))
        upsampled.append(rows)
    return skip + upsampled
