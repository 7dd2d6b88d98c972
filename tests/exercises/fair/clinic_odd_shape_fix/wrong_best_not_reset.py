def masks(logits):
    result = []
    for picture in logits:
        mask = []
        for y in range(len(picture[0])):
            row = []
            best = float("-inf")
            winner = 0
            for x in range(len(picture[0][0])):
                for k in range(len(picture)):
                    if picture[k][y][x] > best:
                        best = picture[k][y][x]
                        winner = k
                row.append(winner)
            mask.append(row)
        result.append(mask)
    return result
