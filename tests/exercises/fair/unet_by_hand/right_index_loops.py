def decoder_input(skip, up):
    result = []
    for c in range(len(skip)):
        result.append(skip[c])
    for c in range(len(up)):
        channel = []
        for y in range(2 * len(up[c])):
            row = []
            for x in range(2 * len(up[c][0])):
                row.append(up[c][y // 2][x // 2])
            channel.append(row)
        result.append(channel)
    return result
