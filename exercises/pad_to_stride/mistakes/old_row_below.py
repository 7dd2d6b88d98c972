"""The rows that you add are as short as the last one was before it was made longer. Repeat it after that."""


def padded(image, step):
    wider = [row + [row[-1]] * (-len(row) % step) for row in image]
    return wider + [image[-1]] * (-len(image) % step)
