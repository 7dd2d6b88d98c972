"""You return the mask of the first picture, without the others. A batch has one mask for each picture, even if there is only one."""


def masks(logits):
    picture = logits[0]
    grid = []
    for row in range(len(picture[0])):
        line = []
        for column in range(len(picture[0][0])):
            scores = [each[row][column] for each in picture]
            line.append(scores.index(max(scores)))
        grid.append(line)
    return grid
