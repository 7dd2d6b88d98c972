def masks(logits):
    result = []
    for picture in logits:
        mask = []
        for y in range(len(picture[0])):
            line = []
            for x in range(len(picture[0][0])):
                scores = [plane[y][x] for plane in picture]
                line.append(scores.index(max(scores)))
            mask.append(line)
        result.append(mask)
        return result
