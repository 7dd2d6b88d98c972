def binary(stored, white):
    """The target of the loss: 1 where a stored pixel is nearer to white than to black, else 0."""
    target = []
    for row in stored:
        target.append([1 if 2 * value > white else 0 for value in row])
    return target
