def padded(height, width, poolings):
    """The (height, width) after padding, so that both can be halved poolings times.

    Each is the smallest such number that is not below the given side.
    """
    ...
