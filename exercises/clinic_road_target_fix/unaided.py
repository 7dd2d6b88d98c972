def binary(stored, white):
    """The target of the loss: 1 where a stored pixel is nearer to white than to black, else 0.

    stored is a list of rows of whole numbers from 0 (black) to white; the exact middle is 0.
    """
    ...
