def masks(logits):
    """The mask of every picture: the class with the highest score at each pixel, the first one in a tie."""
    result = []
    for picture in logits:
        height, width = len(picture[0]), len(picture[0][0])
        mask = []
        for row in range(height):
            line = []
            for column in range(width):
                scores = [scores_of_class[row][column] for scores_of_class in picture]
                line.append(scores.index(max(scores)))
            mask.append(line)
        result.append(mask)
    return result
