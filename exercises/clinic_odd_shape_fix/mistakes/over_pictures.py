"""This is argmax over the pictures: it tells which picture scores highest for each class. Compare the classes of one picture with one another."""


def masks(logits):
    result = []
    for label in range(len(logits[0])):
        grid = []
        for row in range(len(logits[0][0])):
            line = []
            for column in range(len(logits[0][0][0])):
                scores = [picture[label][row][column] for picture in logits]
                line.append(scores.index(max(scores)))
            grid.append(line)
        result.append(grid)
    return result
