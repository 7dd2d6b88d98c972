"""You take the class with the lowest score. A high score means that the network believes in the class."""


def masks(logits):
    result = []
    for picture in logits:
        grid = []
        for row in range(len(picture[0])):
            line = []
            for column in range(len(picture[0][0])):
                scores = [each[row][column] for each in picture]
                line.append(scores.index(min(scores)))
            grid.append(line)
        result.append(grid)
    return result
