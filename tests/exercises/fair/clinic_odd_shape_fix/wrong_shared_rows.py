def masks(logits):
    result = []
    for picture in logits:
        height, width = len(picture[0]), len(picture[0][0])
        mask = [[0] * width] * height
        for y in range(height):
            for x in range(width):
                scores = [plane[y][x] for plane in picture]
                mask[y][x] = scores.index(max(scores))
        result.append(mask)
    return result
