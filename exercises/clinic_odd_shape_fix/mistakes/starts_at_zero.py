"""Your search begins at a best score of 0, so a pixel with negative scores only becomes class 0. Logits can be negative."""


def masks(logits):
    result = []
    for picture in logits:
        grid = []
        for row in range(len(picture[0])):
            line = []
            for column in range(len(picture[0][0])):
                best, best_score = 0, 0
                for label in range(len(picture)):
                    if picture[label][row][column] > best_score:
                        best, best_score = label, picture[label][row][column]
                line.append(best)
            grid.append(line)
        result.append(grid)
    return result
