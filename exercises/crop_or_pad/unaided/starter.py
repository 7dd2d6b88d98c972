def added(height, width, poolings):
    """The rows and columns added at (top, bottom, left, right), so that both sides can be halved poolings times.

    An odd row goes to the bottom, an odd column to the right.
    """
    ...
