"""This is argmax over the rows (dimension 2): for each class and column, the row with the highest score."""


def masks(logits):
    result = []
    for picture in logits:
        result.append(
            [
                [
                    max(range(len(scores)), key=lambda row: scores[row][column])
                    for column in range(len(scores[0]))
                ]
                for scores in picture
            ]
        )
    return result
