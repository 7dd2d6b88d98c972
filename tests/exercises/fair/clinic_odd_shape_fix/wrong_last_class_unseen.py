def masks(logits):
    result = []
    for picture in logits:
        mask = []
        for y in range(len(picture[0])):
            line = []
            for x in range(len(picture[0][0])):
                winner = 0
                for k in range(len(picture) - 1):
                    if picture[k][y][x] > picture[winner][y][x]:
                        winner = k
                line.append(winner)
            mask.append(line)
        result.append(mask)
    return result
