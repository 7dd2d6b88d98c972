def masks(logits):
    result = []
    for picture in logits:
        mask = []
        for y in range(len(picture[0])):
            row = []
            for x in range(len(picture[0][0])):
                best = -100
                winner = 0
                for k in range(len(picture)):
                    if picture[k][y][x] > best:
                        best = picture[k][y][x]
                        winner = k
                row.append(winner)
            mask.append(row)
        result.append(mask)
    return result
