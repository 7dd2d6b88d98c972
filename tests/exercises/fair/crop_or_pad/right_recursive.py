def up(side, poolings):
    """Make the side even, halve it, and let the half care for the other poolings."""
    if poolings == 0:
        return side
    return 2 * up((side + 1) // 2, poolings - 1)


def padded(height, width, poolings):
    return up(height, poolings), up(width, poolings)
