"""In a tie you let the last class win. The task asks for the first."""


def masks(logits):
    result = []
    for picture in logits:
        grid = []
        for row in range(len(picture[0])):
            line = []
            for column in range(len(picture[0][0])):
                best = 0
                for label in range(len(picture)):
                    if picture[label][row][column] >= picture[best][row][column]:
                        best = label
                line.append(best)
            grid.append(line)
        result.append(grid)
    return result
