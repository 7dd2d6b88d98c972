def binary(stored, white):
    """The target of the loss: 1 where a stored pixel is nearer to white than to black, else 0."""
    target = []
    for row in stored:
        # The line with the bug:
        #     target.append(list(row))
        target.append(___)
    return target
