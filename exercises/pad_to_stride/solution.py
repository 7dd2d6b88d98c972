def padded(image, step):
    """The picture with its last column and row repeated until step divides both sides."""
    wider = []
    for row in image:
        missing = -len(row) % step
        wider.append(row + [row[-1]] * missing)
    missing = -len(wider) % step
    return wider + [wider[-1]] * missing
