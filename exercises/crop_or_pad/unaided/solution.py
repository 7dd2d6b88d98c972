def added(height, width, poolings):
    """The rows and columns added at (top, bottom, left, right)."""
    step = 2**poolings
    rows, columns = -height % step, -width % step
    top, left = rows // 2, columns // 2
    return top, rows - top, left, columns - left
