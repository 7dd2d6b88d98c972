def with_ignored_greys(stored, white):
    """The target of the loss: 1 for white, 0 for black, 255 for all greys between."""
    target = []
    for row in stored:
        line = []
        for value in row:
            if value == white:
                line.append(1)
            elif value == 0:
                line.append(0)
            else:
                line.append(255)
        target.append(line)
    return target
