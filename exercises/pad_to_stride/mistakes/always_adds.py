"""You add a whole step where the side already fits. Nothing is missing there, so nothing is added."""


def padded(image, step):
    wider = [row + [row[-1]] * (step - len(row) % step) for row in image]
    return wider + [wider[-1]] * (step - len(wider) % step)
