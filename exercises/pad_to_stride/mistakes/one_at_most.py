"""You add at most one column and one row. With a larger step more can be missing."""


def padded(image, step):
    wider = [row + [row[-1]] * (len(row) % step > 0) for row in image]
    return wider + [wider[-1]] * (len(wider) % step > 0)
