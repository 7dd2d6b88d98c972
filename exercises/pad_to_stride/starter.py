def padded(image, step):
    """The picture with its last column and row repeated until step divides both sides."""
    wider = []
    for row in image:
        missing = ___
        wider.append(row + ___ * missing)
    missing = ___
    return wider + ___ * missing
