def rounded_up(side, step):
    """The smallest multiple of step that is not below side."""
    missing = ___
    return side + missing


def padded(height, width, poolings):
    """The (height, width) after padding, so that both can be halved poolings times."""
    step = ___
    return rounded_up(height, step), rounded_up(width, step)
