def masks(logits):
    """The mask of every picture: the class with the highest score at each pixel, the first one in a tie."""
    result = []
    for picture in logits:
        height, width = len(picture[0]), len(picture[0][0])
        mask = []
        for row in range(height):
            line = []
            for column in range(width):
                # The line with the bug, of which every picture got the same answer:
                #     scores = [other[0][row][column] for other in logits]
                scores = ___
                line.append(___)
            mask.append(line)
        result.append(mask)
    return result
