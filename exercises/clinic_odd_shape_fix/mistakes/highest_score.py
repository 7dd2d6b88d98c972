"""You return the highest score at each pixel. A mask holds the id of the class that has it."""


def masks(logits):
    result = []
    for picture in logits:
        grid = []
        for row in range(len(picture[0])):
            line = []
            for column in range(len(picture[0][0])):
                line.append(max(each[row][column] for each in picture))
            grid.append(line)
        result.append(grid)
    return result
