def binary(stored, white):
    """The target of the loss: 1 where a stored pixel is nearer to white than to black, else 0."""
    # How far is it to either end? The nearer one decides.
    return [[int(white - value < value) for value in row] for row in stored]
