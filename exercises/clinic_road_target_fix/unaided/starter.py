def with_ignored_greys(stored, white):
    """The target of the loss: 1 for white, 0 for black, 255 for all greys between.

    stored is a list of rows of whole numbers from 0 (black) to white.
    """
    ...
